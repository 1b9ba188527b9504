using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace ActorProxy.Streams.Caching.Disk;

/// <summary>
/// Writes one body into a file, block by block with its sums, and gives it its name when it is whole: a file with its name was written to
/// its end, whatever ended the process. One thread writes, others may look at what it has.
/// </summary>
internal sealed class DiskFile : IDisposable
{
    /// <summary>What a file is called until it is whole.</summary>
    public const string Unfinished = ".part";

    private readonly Lock _gate = new();
    private readonly SafeFileHandle _handle;
    private readonly byte[] _block = new byte[DiskLayout.Block + DiskLayout.Sum];
    private int _used;
    private long _number;
    private bool _isWhole;

    /// <summary>Throws IOException where nothing can be written.</summary>
    public DiskFile(string path, long file)
    {
        Path = path;
        Number = file;
        _handle = File.OpenHandle(path + Unfinished, FileMode.Create, FileAccess.Write, FileShare.Read, FileOptions.Asynchronous);
    }

    /// <summary>What it is called once it is whole.</summary>
    public string Path { get; }

    /// <summary>What the sums know it by.</summary>
    public long Number { get; }

    /// <summary>Bytes taken.</summary>
    public long Length
    {
        get
        {
            lock (_gate)
                return (_number * DiskLayout.Block) + _used;
        }
    }

    /// <summary>Bytes that are in the file with their sums.</summary>
    public long WrittenLength
    {
        get
        {
            lock (_gate)
                return _number * DiskLayout.Block;
        }
    }

    /// <summary>Whether it cannot be opened any more.</summary>
    public bool IsGone { get; private set; }

    /// <summary>Takes bytes, which need not be valid after the call. Throws IOException when the disk is full or broken.</summary>
    public async ValueTask AppendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var count = Math.Min(bytes.Length, DiskLayout.Block - _used);
            lock (_gate)
            {
                bytes.Span[..count].CopyTo(_block.AsSpan(_used));
                _used += count;
            }

            bytes = bytes[count..];
            if (_used == DiskLayout.Block)
                await WriteBlockAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Copies bytes that are not in the file yet; 0 when they are, or not here at all.</summary>
    public int CopyTail(long position, Span<byte> target)
    {
        lock (_gate)
        {
            var skipped = position - (_number * DiskLayout.Block);
            if (skipped < 0 || skipped >= _used)
                return 0;
            var tail = _block.AsSpan((int)skipped, _used - (int)skipped);
            var count = Math.Min(tail.Length, target.Length);
            tail[..count].CopyTo(target);
            return count;
        }
    }

    /// <summary>Where it can be read now.</summary>
    public SafeFileHandle OpenToRead()
    {
        lock (_gate)
            return File.OpenHandle(_isWhole ? Path : Path + Unfinished, share: FileShare.ReadWrite, options: FileOptions.Asynchronous);
    }

    /// <summary>Writes what is left and gives the file its name.</summary>
    public async ValueTask CompleteAsync()
    {
        if (_used > 0)
            await WriteBlockAsync().ConfigureAwait(false);
        lock (_gate)
        {
            _handle.Dispose();
            File.Move(Path + Unfinished, Path, overwrite: true);
            _isWhole = true;
        }
    }

    /// <summary>Clears away what is not whole.</summary>
    public void Dispose()
    {
        _handle.Dispose();
        if (_isWhole)
            return;
        IsGone = true;
        try
        {
            File.Delete(Path + Unfinished);
        }
        catch (IOException)
        {
            // The next start clears it away.
        }
    }

    private async ValueTask WriteBlockAsync()
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_block.AsSpan(_used), DiskLayout.SumOf(_block.AsSpan(0, _used), _number, Number));
        var offset = DiskLayout.OffsetOf(_number * DiskLayout.Block);
        await RandomAccess.WriteAsync(_handle, _block.AsMemory(0, _used + DiskLayout.Sum), offset).ConfigureAwait(false);
        lock (_gate)
        {
            // The last block stays where readers look for it.
            if (_used < DiskLayout.Block)
                return;
            _number++;
            _used = 0;
        }
    }
}
