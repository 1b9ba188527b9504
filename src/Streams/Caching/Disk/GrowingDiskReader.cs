using ActorProxy.Streams.Caching.Stored;

namespace ActorProxy.Streams.Caching.Disk;

/// <summary>A place in a <see cref="GrowingDiskBody"/>.</summary>
internal sealed class GrowingDiskReader(GrowingDiskBody body, DiskFile file, DiskFaults faults, long start) : BodyReader
{
    private readonly BlockReader _blocks = new(file.OpenToRead(), file.Number, faults);
    private readonly byte[] _tail = new byte[DiskLayout.Block];
    private long _position = start;

    public long Position => Volatile.Read(ref _position);

    /// <summary>Its place in what the disk did not take.</summary>
    public BodyReader? Rest { get; set; }

    public override async ValueTask<BodyRead> ReadAsync()
    {
        while (body.ArrivalAfter(_position) is { } arrival)
            await arrival.ConfigureAwait(false);
        if (body.IsInRest(_position))
            return await ReadRestAsync().ConfigureAwait(false);
        if (_position >= body.Length)
            return new BodyRead(default, body.State);

        var count = file.CopyTail(_position, _tail);
        var data = count > 0 ? _tail.AsMemory(0, count) : await _blocks.ReadAsync(_position, body.FileLength).ConfigureAwait(false);
        Volatile.Write(ref _position, _position + data.Length);
        return new BodyRead(data, data.IsEmpty ? BodyState.Broken : BodyState.Open);
    }

    protected override void Dispose(bool disposing)
    {
        body.Forget(this);
        Rest?.Dispose();
        _blocks.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<BodyRead> ReadRestAsync()
    {
        if (Rest is null)
            return new BodyRead(default, BodyState.Broken);
        var read = await Rest.ReadAsync().ConfigureAwait(false);
        Volatile.Write(ref _position, _position + read.Data.Length);
        return read;
    }
}
