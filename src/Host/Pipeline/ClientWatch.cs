namespace ActorProxy.Host.Pipeline;

/// <summary>
/// Watches a client that has ended its side. It may be waiting for the rest of its response or may have closed altogether,
/// which looks the same: it counts as gone when its response makes no progress for a second.
/// </summary>
internal sealed class ClientWatch : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ProxyRequest _request;
    private readonly ITimer _timer;
    private long _bytesSeen;

    /// <summary>Begins to watch.</summary>
    public ClientWatch(ProxyRequest request)
    {
        _request = request;
        _bytesSeen = request.BytesOut;
        _timer = TimeProvider.System.CreateTimer(static state => ((ClientWatch)state!).LookForProgress(), this, Patience, Patience);
    }

    /// <inheritdoc />
    public void Dispose() => _timer.Dispose();

    private void LookForProgress()
    {
        var bytes = _request.BytesOut;
        if (bytes == _bytesSeen)
            _request.OnGone();
        _bytesSeen = bytes;
    }
}
