using ActorProxy.Streams.Caching.Stored;

namespace ActorProxy.Streams.Caching.Disk;

/// <summary>A whole body in a file.</summary>
/// <param name="path">Its file.</param>
/// <param name="file">Its number, which the sums know.</param>
/// <param name="length">Bytes.</param>
/// <param name="faults">Of its disk.</param>
internal sealed class DiskBody(string path, long file, long length, DiskFaults faults) : CachedBody
{
    public long Number => file;

    public override long Length => length;

    public override BodyState State => BodyState.Complete;

    public override BodyReader? OpenReader(long start)
    {
        try
        {
            return new Reader(new BlockReader(File.OpenHandle(path, options: FileOptions.Asynchronous), file, faults), length, start);
        }
        catch (Exception fault) when (DiskFaults.Are(fault))
        {
            // It had to go for others, or somebody cleared the folder.
            return null;
        }
    }

    /// <summary>All of it, for memory; null when it is not what was written.</summary>
    public async ValueTask<byte[]?> ReadAllAsync()
    {
        using var reader = OpenReader(0);
        if (reader is null)
            return null;
        var bytes = new byte[length];
        var at = 0;
        while (true)
        {
            var read = await reader.ReadAsync().ConfigureAwait(false);
            if (read.Data.IsEmpty)
                return read.State is BodyState.Complete && at == length ? bytes : null;
            read.Data.CopyTo(bytes.AsMemory(at));
            at += read.Data.Length;
        }
    }

    private sealed class Reader(BlockReader blocks, long length, long start) : BodyReader
    {
        private long _position = start;

        public override async ValueTask<BodyRead> ReadAsync()
        {
            if (_position >= length)
                return new BodyRead(default, BodyState.Complete);
            var data = await blocks.ReadAsync(_position, length).ConfigureAwait(false);
            _position += data.Length;
            return new BodyRead(data, data.IsEmpty ? BodyState.Broken : BodyState.Open);
        }

        protected override void Dispose(bool disposing)
        {
            blocks.Dispose();
            base.Dispose(disposing);
        }
    }
}
