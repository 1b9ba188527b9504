namespace ActorProxy.Streams.Caching.Stored;

/// <summary>A place in a <see cref="MemoryBody"/>. Nothing is copied: a read shows the stored bytes themselves.</summary>
internal sealed class MemoryBodyReader(MemoryBody body, long start) : BodyReader
{
    private long _position = start;
    private int _shown;

    /// <summary>Bytes before it are not needed by this reader any more.</summary>
    public long Position => Volatile.Read(ref _position);

    public override ValueTask<BodyRead> ReadAsync()
    {
        Advance();
        var read = body.Read(_position, out var arrival);
        _shown = read.Data.Length;
        return arrival is null ? new ValueTask<BodyRead>(read) : WaitAsync(arrival);
    }

    protected override void Dispose(bool disposing)
    {
        body.Forget(this);
        base.Dispose(disposing);
    }

    private async ValueTask<BodyRead> WaitAsync(Task? arrival)
    {
        BodyRead read = default;
        while (arrival is not null)
        {
            await arrival.ConfigureAwait(false);
            read = body.Read(_position, out arrival);
        }

        _shown = read.Data.Length;
        return read;
    }

    private void Advance()
    {
        if (_shown == 0)
            return;
        Volatile.Write(ref _position, _position + _shown);
        _shown = 0;
        body.Passed();
    }
}
