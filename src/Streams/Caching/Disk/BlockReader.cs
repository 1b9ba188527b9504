using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace ActorProxy.Streams.Caching.Disk;

/// <summary>Reads blocks of a body and checks each before a byte of it is given out. What is not what was written is counted.</summary>
internal sealed class BlockReader(SafeFileHandle handle, long file, DiskFaults faults) : IDisposable
{
    private readonly byte[] _block = new byte[DiskLayout.Block + DiskLayout.Sum];

    /// <summary>The bytes from a position to the end of its block; none when they are not what was written.</summary>
    /// <param name="position">In the body.</param>
    /// <param name="length">Bytes of the body that are in the file.</param>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(long position, long length)
    {
        var number = position / DiskLayout.Block;
        var first = number * DiskLayout.Block;
        var count = (int)Math.Min(DiskLayout.Block, length - first);
        if (!await TryReadAsync(number, count).ConfigureAwait(false))
        {
            faults.NoteCorrupt();
            return default;
        }

        return _block.AsMemory((int)(position - first), count - (int)(position - first));
    }

    public void Dispose() => handle.Dispose();

    private async ValueTask<bool> TryReadAsync(long number, int count)
    {
        var wanted = _block.AsMemory(0, count + DiskLayout.Sum);
        var offset = DiskLayout.OffsetOf(number * DiskLayout.Block);
        try
        {
            for (var got = 0; got < wanted.Length;)
            {
                var read = await RandomAccess.ReadAsync(handle, wanted[got..], offset + got).ConfigureAwait(false);
                if (read == 0)
                    return false;
                got += read;
            }
        }
        catch (IOException)
        {
            return false;
        }

        return BinaryPrimitives.ReadUInt64LittleEndian(wanted.Span[count..]) == DiskLayout.SumOf(wanted.Span[..count], number, file);
    }
}
