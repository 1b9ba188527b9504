using System.IO.Pipelines;
using ActorProxy.Transport.Connections;
using Microsoft.AspNetCore.Connections;

namespace ActorProxy.Transport.Tests.Fuzzing;

/// <summary>The connection on a ring.</summary>
internal sealed class HereSide(RingConnection connection, Plan plan, int seed, Pattern outgoing, Pattern incoming)
    : Side(plan, plan.HereEnding, seed, outgoing, plan.FromHere, incoming)
{
    private readonly byte[] _buffer = new byte[plan.LongestPiece];
    private long _unread;

    protected override async Task<bool> SendAsync(ReadOnlyMemory<byte> bytes, Random random)
    {
        if (Plan.ByPipes)
            return !(await FlushAsync(bytes, random)).IsCompleted;
        try
        {
            await connection.SendAsync(bytes);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    protected override Task EndSendAsync()
    {
        connection.CloseSend();
        return Task.CompletedTask;
    }

    protected override async Task<bool> ReceiveAsync()
    {
        if (Plan.ByPipes)
            return await ReadAsync();
        var count = await connection.ReceiveAsync(_buffer.AsMemory(0, Piece(Receiving)));
        Take(_buffer.AsSpan(0, count));
        return count > 0;
    }

    protected override void Break(bool reset)
    {
        if (reset)
            connection.Abort(new ConnectionAbortedException("as planned"));
        else
            connection.Close();
    }

    protected override ValueTask EndAsync() => connection.DisposeAsync();

    // Written in some pieces before they are flushed, into buffers of any size.
    private async Task<FlushResult> FlushAsync(ReadOnlyMemory<byte> bytes, Random random)
    {
        for (var rest = bytes; !rest.IsEmpty;)
        {
            var room = connection.Output.GetMemory(random.Next(2) * random.Next(1, 40_000));
            var length = Math.Min(Math.Min(room.Length, rest.Length), random.Next(1, Plan.LongestPiece + 1));
            rest[..length].CopyTo(room);
            connection.Output.Advance(length);
            rest = rest[length..];
        }

        FlushResult result;
        do
        {
            var flush = connection.Output.FlushAsync();
            if (random.Next(20) == 0)
                connection.Output.CancelPendingFlush();
            result = await flush;
        }
        while (result.IsCanceled);
        return result;
    }

    // Consumes a part, looks at a larger one or at all, and is disturbed now and then.
    private async Task<bool> ReadAsync()
    {
        var reading = connection.Input.ReadAsync();
        if (Receiving.Next(20) == 0)
            connection.Input.CancelPendingRead();
        var read = await reading;
        Assert.True(read.Buffer.Length >= _unread, "bytes were lost that had been left there");
        var consumed = Math.Min(Piece(Receiving), read.Buffer.Length);
        foreach (var part in read.Buffer.Slice(0, consumed))
            Take(part.Span);
        _unread = read.Buffer.Length - consumed;
        var examined = read.IsCompleted ? consumed : Receiving.NextInt64(consumed, read.Buffer.Length + 1);
        connection.Input.AdvanceTo(read.Buffer.GetPosition(consumed), read.Buffer.GetPosition(examined));
        return !read.IsCompleted || _unread > 0;
    }
}
