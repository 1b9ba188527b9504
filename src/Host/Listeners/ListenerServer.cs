using System.Net;
using System.Text;
using ActorProxy.Actors.Settings;
using ActorProxy.Host.Diagnostics;
using ActorProxy.Host.Pipeline;
using ActorProxy.Transport;
using ActorProxy.Transport.Blocks;
using ActorProxy.Transport.Connections;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Host.Listeners;

/// <summary>
/// One Kestrel for one listener, so that a listener can come and go while the others serve. Driven through
/// <see cref="IHttpApplication{TContext}"/>: no middleware, no HttpContext.
/// </summary>
internal sealed class ListenerServer : IAsyncDisposable
{
    // A line ends with CRLF, not with a bare LF that somebody else may not take for an end (RFC 9112 section 2.2). Kestrel
    // reads this before its first server is made.
    static ListenerServer() => AppContext.SetSwitch("Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators", true);

    // What Kestrel gives a handshake from its first byte on.
    private static readonly TimeSpan HandshakeTime = TimeSpan.FromSeconds(10);

    private readonly ProxyApplication _application;
    private readonly WebApplication _services;
    private readonly IServer _server;
    private readonly KestrelServerLimits _limits;
    private readonly ServerCertificates? _certificates;
    private readonly IHandshake? _handshake;
    private readonly ListenerMetrics _metrics;
    private readonly RingListening? _rings;

    /// <summary>Does not listen yet.</summary>
    public ListenerServer(
        ListenerSettings settings,
        LimitSettings limits,
        ProxyApplication application,
        IHandshake? handshake,
        ListenerMetrics metrics,
        RingGroup? rings,
        ILoggerProvider logs)
    {
        Settings = settings;
        _application = application;
        _handshake = handshake;
        _metrics = metrics;
        _certificates = application.Listener.Certificates;

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.AddProvider(logs);
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>>(BlockPool.Instance);
        builder.WebHost.UseKestrelCore();
        if (rings is null)
            builder.Services.Configure<SocketTransportOptions>(SocketOptions.Apply).AddSingleton<IConnectionListenerFactory>(SocketOptions.Listening);
        else
            builder.Services.AddSingleton<IConnectionListenerFactory>(_rings = new RingListening(rings, metrics, limits.Connections));
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, limits));
        _services = builder.Build();
        _limits = _services.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<KestrelServerOptions>>().Value.Limits;
        _server = _services.Services.GetRequiredService<IServer>();
    }

    public ListenerSettings Settings { get; private set; }

    /// <summary>The address that is really bound: with the port that the system chose where the settings say 0.</summary>
    public IPEndPoint Endpoint { get; private set; } = new(IPAddress.None, 0);

    /// <summary>Accepts connections when the task ends. An address in use or forbidden is an <see cref="IOException"/> or SocketException.</summary>
    public async Task StartAsync()
    {
        try
        {
            await _server.StartAsync(_application, CancellationToken.None);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }

        var bound = new Uri(_server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        Endpoint = new IPEndPoint(Settings.Address.Address, bound.Port);
    }

    /// <summary>Whether <paramref name="other"/> can be reached from here without a new socket.</summary>
    public bool CanBecome(ListenerSettings other) => other == Settings with { Certificates = other.Certificates } && other.IsTls == Settings.IsTls;

    /// <summary>New certificates and limits for connections to come; those that are open keep theirs.</summary>
    public void Become(ListenerSettings settings, LimitSettings limits)
    {
        _certificates?.Replace(settings.Certificates);
        Settings = settings;
        Apply(limits, _limits);
        KeepIdle(limits);
    }

    /// <summary>Still accepts, but lets every connection end with its next request.</summary>
    public void Leave() => _application.Leave();

    /// <summary>Stops accepting, closes idle connections and lets requests end until <paramref name="deadline"/> fires.</summary>
    public Task StopAsync(CancellationToken deadline) => _server.StopAsync(deadline);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private void Configure(KestrelServerOptions kestrel, LimitSettings limits)
    {
        kestrel.AddServerHeader = false;
        kestrel.AllowSynchronousIO = false;
        // RFC 9112 section 3.2.2: in absolute-form the target names the host and Host is ignored.
        kestrel.AllowHostHeaderOverride = true;
        kestrel.RequestHeaderEncodingSelector = RequestFieldRules.EncodingOf;
        kestrel.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
        kestrel.Limits.MaxConcurrentConnections = limits.Connections;
        kestrel.Limits.MaxConcurrentUpgradedConnections = null;
        Apply(limits, kestrel.Limits);
        KeepIdle(limits);
        kestrel.Listen(Settings.Address, endpoint =>
        {
            endpoint.Use(ClientConnection.Stage(_rings is null ? _metrics : null));
            endpoint.Protocols = (Settings.Http1 ? HttpProtocols.Http1 : 0) | (Settings.Http2 ? HttpProtocols.Http2 : 0);
            if (_handshake is not null)
                endpoint.UseHttps(_handshake.Options(endpoint.Protocols));
        });
    }

    private void KeepIdle(LimitSettings limits) => _rings?.Policy = limits.ParkIdleAfter is { } after
        ? new IdlePolicy(Least(after, limits.KeepAliveTimeout / 4), _handshake is not null ? HandshakeTime : limits.KeepAliveTimeout, limits.KeepAliveTimeout)
        : null;

    // A connection of the server that no client has waits up to twice as long, and must not be ended by the server as its next client comes.
    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static void Apply(LimitSettings limits, KestrelServerLimits kestrel)
    {
        kestrel.MaxRequestLineSize = limits.RequestLine;
        kestrel.MaxRequestHeadersTotalSize = limits.HeaderBytes;
        kestrel.MaxRequestHeaderCount = limits.HeaderCount;
        kestrel.MaxRequestBufferSize = Math.Max(1024 * 1024, limits.RequestLine + limits.HeaderBytes);
        // The pipeline counts: Kestrel would count the framing of chunks too.
        kestrel.MaxRequestBodySize = null;
        kestrel.RequestHeadersTimeout = limits.HeaderTimeout;
        kestrel.KeepAliveTimeout = limits.KeepAliveTimeout;
        kestrel.MinRequestBodyDataRate = Rate(limits.MinBodyRate, limits.MinBodyRateGrace);
        kestrel.MinResponseDataRate = Rate(limits.MinBodyRate, limits.ReaderGrace);
    }

    private static MinDataRate? Rate(int bytesPerSecond, TimeSpan grace) => bytesPerSecond == 0 ? null : new MinDataRate(bytesPerSecond, grace);
}
