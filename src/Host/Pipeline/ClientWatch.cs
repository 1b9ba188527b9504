using ActorProxy.Host.Listeners;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace ActorProxy.Host.Pipeline;

/// <summary>
/// Watches the client of one HTTP/1.1 connection. A reset is departure at once. A client that has ended its side may be
/// waiting for the rest of its response or may have closed altogether, which looks the same: it counts as gone when its
/// response makes no progress for a second.
/// </summary>
internal sealed class ClientWatch : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ProxyRequest _request;
    private ITimer? _timer;
    private long _bytesSeen;

    private ClientWatch(ProxyRequest request) => _request = request;

    public static void Start(ProxyRequest request, IFeatureCollection features)
    {
        var watch = new ClientWatch(request);
        features.Get<IConnectionLifetimeFeature>()?.ConnectionClosed.UnsafeRegister(static state => ((ClientWatch)state!).OnGone(), watch);
        features.Get<HalfClose>()?.Happened.UnsafeRegister(static state => ((ClientWatch)state!).OnHalfClosed(), watch);
    }

    public void Dispose() => _timer?.Dispose();

    private void OnGone()
    {
        Dispose();
        _request.OnClientGone();
    }

    private void OnHalfClosed()
    {
        _bytesSeen = _request.BytesOut;
        _timer = TimeProvider.System.CreateTimer(static state => ((ClientWatch)state!).LookForProgress(), this, Patience, Patience);
    }

    private void LookForProgress()
    {
        var bytes = _request.BytesOut;
        if (bytes == _bytesSeen)
            OnGone();
        _bytesSeen = bytes;
    }
}
