using ActorProxy.Transport.Connections;

namespace ActorProxy.Host.Pipeline;

/// <summary>
/// Watches a client that has ended its side. It may be waiting for the rest of its response or may have closed altogether,
/// which looks the same until something is sent to it: it counts as gone when nothing is for a second. One that only takes it slowly is
/// still there, since the kernel of one that is gone would not let it wait.
/// </summary>
internal sealed class ClientWatch : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ProxyRequest _request;
    private readonly IHalfCloseFeature _ending;
    private readonly ITimer _timer;
    private long _bytesSeen;

    /// <summary>Begins to watch.</summary>
    public ClientWatch(ProxyRequest request, IHalfCloseFeature ending)
    {
        _request = request;
        _ending = ending;
        _bytesSeen = request.BytesOut;
        _timer = TimeProvider.System.CreateTimer(static state => ((ClientWatch)state!).LookForProgress(), this, Patience, Patience);
    }

    /// <inheritdoc />
    public void Dispose() => _timer.Dispose();

    private void LookForProgress()
    {
        var bytes = _request.BytesOut;
        if (bytes == _bytesSeen && !_ending.HasUntaken)
            _request.OnGone();
        _bytesSeen = bytes;
    }
}
