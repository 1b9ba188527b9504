using System.Text;
using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Settings;
using ActorProxy.Host.Upstream;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Host.Tests.Upstream;

/// <summary>A raw backend and the upstream client before it, with time that stands still until a test moves it.</summary>
internal sealed class UpstreamRig : IDisposable
{
    public const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private readonly HttpUpstreamFactory _factory;

    public UpstreamRig(PoolSettings? pool = null, Uri? url = null, AddressResolver? resolve = null, Dialer? dialer = null)
    {
        Pool = pool ?? Settings();
        _factory = new HttpUpstreamFactory(dialer ?? new SocketDialer(), Time, NullLogger.Instance, resolve ?? ((_, _) => throw new InvalidOperationException("No name was to be resolved.")));
        Upstream = (HttpUpstream)_factory.Create(Pool, new BackendSettings(url ?? Server.Url));
    }

    public FakeTimeProvider Time { get; } = new();

    public RawServer Server { get; } = new();

    public PoolSettings Pool { get; }

    public HttpUpstream Upstream { get; }

    public static PoolSettings Settings(ConnectionSettings? connections = null, UpstreamTlsSettings? tls = null) => new(
        "pool",
        new BalanceSettings(BalanceKind.RoundRobin, null!),
        ValueList.Empty<BackendSettings>(),
        new HealthSettings(null, null),
        new TimeoutSettings(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(60)),
        connections ?? new ConnectionSettings(8, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(10)),
        new RetrySettings(1, ValueList.Empty<RetryCause>()),
        tls ?? new UpstreamTlsSettings(true, "", ""),
        TimeSpan.Zero);

    public async Task<(UpstreamConnection Connection, RawPeer Peer)> ConnectAsync()
    {
        var connecting = Upstream.ConnectAsync(CancellationToken.None);
        var peer = await Server.AcceptAsync();
        var result = await connecting;
        Assert.Equal(Failure.None, result.Failure);
        return (result.Connection!, peer);
    }

    /// <summary>A connection that has served one exchange and is idle.</summary>
    public async Task<RawPeer> ConnectIdleAsync()
    {
        var (connection, peer) = await ConnectAsync();
        await ServeAsync(connection, peer);
        connection.Release();
        return peer;
    }

    public static async Task ServeAsync(UpstreamConnection connection, RawPeer peer)
    {
        Assert.Equal(Failure.None, await SendGetAsync(connection));
        await peer.AnswerAsync(Ok);
        Assert.Equal(Failure.None, await connection.ReceiveHeadAsync(false));
        Assert.Equal("ok", (await ReadBodyAsync(connection)).Text);
    }

    public static ValueTask<Failure> SendGetAsync(UpstreamConnection connection)
    {
        Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: a\r\n\r\n", connection.Output);
        return connection.SendAsync();
    }

    public static async Task<(string Text, Failure Failure)> ReadBodyAsync(UpstreamConnection connection)
    {
        var text = new StringBuilder();
        while (true)
        {
            var piece = await connection.ReceiveBodyAsync();
            text.Append(Encoding.Latin1.GetString(piece.Data.Span));
            if (piece.IsLast)
                return (text.ToString(), piece.Failure);
        }
    }

    /// <summary>For what another thread is about to do and tells nobody.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        using var guard = new CancellationTokenSource(RawPeer.Guard);
        while (!condition())
        {
            guard.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public void Dispose()
    {
        Upstream.Retire();
        _factory.Dispose();
        Server.Dispose();
    }
}
