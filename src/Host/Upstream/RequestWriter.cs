using System.Buffers;
using System.Runtime.CompilerServices;
using ActorProxy.Actors.Requests;

namespace ActorProxy.Host.Upstream;

/// <summary>The sending side of a connection: a buffer for the head and small bodies, and the send deadline.</summary>
internal sealed class RequestWriter(ByteChannel channel, DeadlineSweeper sweeper, Breakage breakage)
{
    private const int FirstSize = 4 * 1024;
    private const int LargestKept = 64 * 1024;

    // The deadline counts from one accepted write to the next, so no write may be so long that a slow backend needs more.
    private const int LongestWrite = 64 * 1024;

    private long _deadline = DeadlineSweeper.Never;

    /// <summary>What the next send sends.</summary>
    public ArrayBufferWriter<byte> Output { get; private set; } = new(FirstSize);

    /// <summary>When the send under way is overdue.</summary>
    public long Deadline => Volatile.Read(ref _deadline);

    /// <summary>Whether the backend took all that was sent, and nothing waits to be.</summary>
    public bool IsClean => !IsBroken && Output.WrittenCount == 0 && Deadline == DeadlineSweeper.Never;

    private bool IsBroken { get; set; }

    /// <summary>Sends and clears <see cref="Output"/>. <paramref name="timeout"/> in milliseconds.</summary>
    public ValueTask<Failure> SendAsync(long timeout) => TransmitAsync(Output.WrittenMemory, timeout);

    /// <summary>Sends what is in <see cref="Output"/> and then the bytes, in one write where there is both.</summary>
    public ValueTask<Failure> SendAsync(ReadOnlyMemory<byte> bytes, long timeout)
    {
        if (Output.WrittenCount == 0)
            return TransmitAsync(bytes, timeout);
        Output.Write(bytes.Span);
        return SendAsync(timeout);
    }

    /// <summary>Gives back what one large request made it keep.</summary>
    public void Shrink()
    {
        if (Output.Capacity > LargestKept)
            Output = new ArrayBufferWriter<byte>(FirstSize);
    }

    private ValueTask<Failure> TransmitAsync(ReadOnlyMemory<byte> bytes, long timeout)
    {
        if (breakage.Why is not Failure.None || bytes.IsEmpty)
            return new ValueTask<Failure>(breakage.Why);
        if (bytes.Length > LongestWrite)
            return TransmitAsync(default, bytes, timeout);

        var write = channel.SendAsync(bytes);
        if (!write.IsCompletedSuccessfully)
            return TransmitAsync(write, default, timeout);

        write.GetAwaiter().GetResult();
        Output.ResetWrittenCount();
        return new ValueTask<Failure>(Failure.None);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Failure> TransmitAsync(ValueTask write, ReadOnlyMemory<byte> rest, long timeout)
    {
        try
        {
            while (true)
            {
                Volatile.Write(ref _deadline, sweeper.After(timeout));
                await write.ConfigureAwait(false);
                if (rest.IsEmpty)
                    break;
                var length = Math.Min(rest.Length, LongestWrite);
                write = channel.SendAsync(rest[..length]);
                rest = rest[length..];
            }

            Output.ResetWrittenCount();
            return Failure.None;
        }
        catch (Exception exception) when (NetworkFault.Is(exception))
        {
            // The receiving side lives on: a backend may answer before it has read a request, and close.
            IsBroken = true;
            return breakage.Or(Failure.UpstreamReset);
        }
        finally
        {
            Volatile.Write(ref _deadline, DeadlineSweeper.Never);
        }
    }
}
