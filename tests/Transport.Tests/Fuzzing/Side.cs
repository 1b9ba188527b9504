namespace ActorProxy.Transport.Tests.Fuzzing;

/// <summary>One end of a conversation. It sends one pattern while it checks that another comes.</summary>
internal abstract class Side(Plan plan, Ending ending, int seed, Pattern outgoing, long outgoingLength, Pattern incoming)
{
    // Each direction draws for itself, or what happens would depend on which thread was faster.
    private readonly Random _sending = new(seed);
    private readonly Random _receiving = new(seed + 1);

    /// <summary>Bytes that came.</summary>
    public long Received { get; private set; }

    /// <summary>Whether the end of the stream came, rather than an error.</summary>
    public bool SawTheEnd { get; private set; }

    protected Plan Plan => plan;

    protected Random Receiving => _receiving;

    /// <summary>Until this side has ended.</summary>
    public async Task RunAsync()
    {
        var receiving = Task.Run(ReceiveAllAsync);
        await Task.Run(SendAllAsync);
        if (ending != Ending.Orderly)
            Break(ending == Ending.ResetAmid);
        await receiving;
        await EndAsync();
    }

    /// <summary>Sends; false when nobody takes it any more.</summary>
    protected abstract Task<bool> SendAsync(ReadOnlyMemory<byte> bytes, Random random);

    protected abstract Task EndSendAsync();

    /// <summary>Receives some bytes and gives them to <see cref="Take"/>; false at the end.</summary>
    protected abstract Task<bool> ReceiveAsync();

    /// <summary>Ends both directions amid whatever is under way.</summary>
    protected abstract void Break(bool reset);

    /// <summary>When nothing is under way any more.</summary>
    protected abstract ValueTask EndAsync();

    protected int Piece(Random random) => random.Next(1, plan.LongestPiece + 1);

    protected void Take(ReadOnlySpan<byte> bytes)
    {
        incoming.Check(Received, bytes);
        Received += bytes.Length;
    }

    private async Task SendAllAsync()
    {
        var length = ending == Ending.Orderly ? outgoingLength : _sending.NextInt64(outgoingLength + 1);
        for (long sent = 0; sent < length;)
        {
            var piece = outgoing.From(sent, (int)Math.Min(Piece(_sending), length - sent));
            if (!await SendAsync(piece, _sending))
                return;
            sent += piece.Length;
            await PauseAsync(_sending);
        }

        if (ending == Ending.Orderly)
            await EndSendAsync();
    }

    private async Task ReceiveAllAsync()
    {
        try
        {
            while (await ReceiveAsync())
                await PauseAsync(_receiving);
            SawTheEnd = true;
        }
        catch (Exception ended) when (ended is IOException or System.Net.Sockets.SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One of the two broke it off; whether that was due is judged by the plan.
        }
    }

    private async Task PauseAsync(Random random)
    {
        if (random.NextDouble() >= plan.Slowness)
            return;
        for (var turns = random.Next(1, 50); turns > 0; turns--)
            await Task.Yield();
    }
}
