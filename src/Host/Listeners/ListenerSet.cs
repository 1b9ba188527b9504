using System.Net;
using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Settings;
using ActorProxy.Host.Diagnostics;
using ActorProxy.Host.Pipeline;
using ActorProxy.Transport;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Host.Listeners;

/// <summary>
/// All listeners of the node. A change opens what is new before the table is swapped and closes what is gone after it, so
/// that an address that cannot be bound leaves everything as it was.
/// </summary>
internal sealed class ListenerSet(ProxyPipeline pipeline, Metrics metrics, RingGroup? rings, TimeProvider time, ILoggerProvider logs)
{
    // No listener of the configuration can have that name.
    private const string NameForNodes = "(nodes)";

    private Dictionary<string, ListenerServer> _listeners = [];
    private ListenerServer? _forNodes;

    /// <summary>The bound addresses by name of the listener.</summary>
    public IReadOnlyDictionary<string, IPEndPoint> Endpoints => _listeners.ToDictionary(one => one.Key, one => one.Value.Endpoint);

    /// <summary>Where other nodes are answered; null: nowhere.</summary>
    public IPEndPoint? ForNodes => _forNodes?.Endpoint;

    /// <summary>Opens where other nodes are answered, which no change of the configuration moves. Throws <see cref="BindException"/>.</summary>
    public async Task OpenForNodesAsync(ClusterSettings cluster, NodeCredentials? credentials, LimitSettings limits)
    {
        var settings = new ListenerSettings(
            NameForNodes, new IPEndPoint(cluster.Address.Address, cluster.PeerPort), Http1: true, Http2: false, ValueList.Empty<CertificateSettings>());
        var identity = new ListenerIdentity(settings.Name, Uri.UriSchemeHttp, Certificates: null) { IsForNodes = true };
        try
        {
            _forNodes = await OpenAsync(settings, limits, identity, credentials is null ? null : new NodeHandshake(credentials));
        }
        catch (Exception refused) when (IsRefusal(refused))
        {
            throw new BindException("cluster.peer-port", settings.Address, refused);
        }
    }

    /// <summary>Opens the listeners that are new in <paramref name="settings"/>.</summary>
    /// <returns>What to commit, or why an address cannot be bound.</returns>
    public async Task<ListenerChange> PrepareAsync(ProxySettings settings)
    {
        var opened = new Dictionary<string, ListenerServer>();
        var errors = new List<string>();
        foreach (var listener in settings.Listeners)
        {
            if (_listeners.TryGetValue(listener.Name, out var running) && running.CanBecome(listener))
                continue;
            try
            {
                opened[listener.Name] = await OpenAsync(listener, settings.Limits);
            }
            catch (Exception refused) when (IsRefusal(refused))
            {
                errors.Add(Refusal(listener, refused));
            }
        }

        if (errors.Count > 0)
            await CloseAsync(opened.Values, CancellationToken.None);
        return new ListenerChange(settings, opened, errors);
    }

    /// <summary>Lets the prepared listeners take the place of the old ones; the returned task ends when the old ones are closed.</summary>
    public Task CommitAsync(ListenerChange change, CancellationToken deadline)
    {
        var next = new Dictionary<string, ListenerServer>();
        foreach (var listener in change.Settings.Listeners)
        {
            var server = change.Opened.GetValueOrDefault(listener.Name) ?? _listeners[listener.Name];
            server.Become(listener, change.Settings.Limits);
            next[listener.Name] = server;
        }

        _forNodes?.Become(_forNodes.Settings, change.Settings.Limits);
        var gone = _listeners.Values.Except(next.Values).ToList();
        _listeners = next;
        return CloseAsync(gone, deadline);
    }

    /// <summary>Closes what was opened for a change that is not made.</summary>
    public static Task DiscardAsync(ListenerChange change) => CloseAsync(change.Opened.Values, CancellationToken.None);

    /// <summary>Lets clients move on by themselves: those who ask now find their connection closed behind the response, and not before a request.</summary>
    public void Leave()
    {
        foreach (var listener in _listeners.Values)
            listener.Leave();
    }

    /// <summary>Stops accepting everywhere and waits for requests in flight until <paramref name="deadline"/> fires.</summary>
    public Task StopAsync(CancellationToken deadline) =>
        CloseAsync(_forNodes is null ? _listeners.Values : _listeners.Values.Append(_forNodes), deadline);

    // What cannot become something else stays open until the new one is, and one port has room for one.
    private string Refusal(ListenerSettings listener, Exception refused) =>
        _listeners.FirstOrDefault(one => one.Value.Endpoint.Port == listener.Address.Port).Key is { } own
            ? $"listener {listener.Name} cannot listen on {listener.Address}: the running listener {own} has that port. " +
              "To give it another name, address or protocol, or to begin or end TLS on it, restart."
            : new BindException($"listener {listener.Name}", listener.Address, refused).Message;

    private static bool IsRefusal(Exception refused) => refused is IOException or System.Net.Sockets.SocketException or InvalidOperationException;

    private Task<ListenerServer> OpenAsync(ListenerSettings settings, LimitSettings limits)
    {
        var certificates = settings.IsTls ? new ServerCertificates(settings.Certificates, time, logs.CreateLogger("ActorProxy")) : null;
        var identity = new ListenerIdentity(settings.Name, settings.IsTls ? Uri.UriSchemeHttps : Uri.UriSchemeHttp, certificates);
        return OpenAsync(settings, limits, identity, certificates);
    }

    private async Task<ListenerServer> OpenAsync(ListenerSettings settings, LimitSettings limits, ListenerIdentity identity, IHandshake? handshake)
    {
        var application = new ProxyApplication(pipeline, identity);
        var listener = new ListenerServer(settings, limits, application, handshake, metrics.Listener(settings.Name), rings, logs);
        await listener.StartAsync();
        return listener;
    }

    private static async Task CloseAsync(IEnumerable<ListenerServer> listeners, CancellationToken deadline) =>
        await Task.WhenAll(listeners.Select(async listener =>
        {
            await listener.StopAsync(deadline);
            await listener.DisposeAsync();
        }));
}
