using ActorProxy.Host.Listeners;

namespace ActorProxy.Host.Pipeline;

/// <summary>
/// Watches the client of one HTTP/1.1 connection. A reset is departure at once. A client that has ended its side may be
/// waiting for the rest of its response or may have closed altogether, which looks the same: it counts as gone when its
/// response makes no progress for a second.
/// </summary>
internal sealed class ClientWatch(ProxyRequest request) : IClientWatch
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private ITimer? _timer;
    private long _bytesSeen;

    public void OnGone()
    {
        _timer?.Dispose();
        request.OnClientGone();
    }

    public void OnHalfClosed()
    {
        _bytesSeen = request.BytesOut;
        _timer ??= TimeProvider.System.CreateTimer(static state => ((ClientWatch)state!).LookForProgress(), this, Patience, Patience);
    }

    private void LookForProgress()
    {
        var bytes = request.BytesOut;
        if (bytes == _bytesSeen)
            OnGone();
        _bytesSeen = bytes;
    }
}
