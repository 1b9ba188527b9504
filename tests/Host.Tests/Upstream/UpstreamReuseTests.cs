using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Settings;
using ActorProxy.Host.Upstream;

namespace ActorProxy.Host.Tests.Upstream;

/// <summary>Which connections are used again, and which never.</summary>
public sealed class UpstreamReuseTests : IDisposable
{
    private readonly UpstreamRig _rig = new();

    public void Dispose() => _rig.Dispose();

    private HttpUpstream Upstream => _rig.Upstream;

    [Fact]
    public async Task Connection_ReleasedAfterACleanExchange_IsUsedAgain()
    {
        var peer = await _rig.ConnectIdleAsync();
        Assert.Equal(new UpstreamStatistics(1, 0, 1), Upstream.Statistics);

        var connection = Upstream.TryRentIdle();

        Assert.NotNull(connection);
        Assert.True(connection.HasServed);
        Assert.False(connection.AnyResponseByte);
        await UpstreamRig.ServeAsync(connection, peer);
        Assert.True(connection.AnyResponseByte);
        Assert.Equal(new UpstreamStatistics(1, 1, 0), Upstream.Statistics);
        Assert.Null(Upstream.TryRentIdle());
    }

    [Fact]
    public async Task Connection_UsedLast_IsRentedFirst()
    {
        var (first, firstPeer) = await _rig.ConnectAsync();
        var (second, secondPeer) = await _rig.ConnectAsync();
        await UpstreamRig.ServeAsync(first, firstPeer);
        await UpstreamRig.ServeAsync(second, secondPeer);
        second.Release();
        first.Release();

        Assert.Same(first, Upstream.TryRentIdle());
        Assert.Same(second, Upstream.TryRentIdle());
    }

    [Fact]
    public async Task Idle_ClosedByTheBackend_LeavesThePoolAtOnce()
    {
        var peer = await _rig.ConnectIdleAsync();

        peer.Dispose();

        await UpstreamRig.UntilAsync(() => Upstream.Statistics.Idle == 0);
        Assert.Null(Upstream.TryRentIdle());
    }

    [Fact]
    public async Task Idle_ResetByTheBackend_LeavesThePoolAtOnce()
    {
        var peer = await _rig.ConnectIdleAsync();

        peer.Reset();

        await UpstreamRig.UntilAsync(() => Upstream.Statistics.Idle == 0);
    }

    [Fact]
    public async Task Idle_WithBytesThatNobodyAskedFor_IsClosed()
    {
        var peer = await _rig.ConnectIdleAsync();

        await peer.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison");

        await UpstreamRig.UntilAsync(() => Upstream.Statistics.Idle == 0);
        Assert.True(await peer.IsClosedAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison")]
    public async Task Rented_WithSomethingThereBeforeTheRequest_FailsAsAResetWithoutAResponse(string unsolicited)
    {
        var peer = await _rig.ConnectIdleAsync();
        var connection = Upstream.TryRentIdle()!;
        await peer.WriteAsync(unsolicited);
        peer.HalfClose();

        await UpstreamRig.UntilAsync(() => connection.HasUnexpected);
        Assert.Equal(Failure.UpstreamReset, await UpstreamRig.SendGetAsync(connection));
        Assert.False(connection.AnyResponseByte);
        Assert.Equal(Failure.UpstreamReset, await connection.ReceiveHeadAsync(false));
        connection.Release();
        Assert.True(await peer.IsClosedAsync());
    }

    [Fact]
    public async Task Rented_ThatTheBackendClosesBeforeItAnswers_FailsAsAResetWithoutAResponse()
    {
        var peer = await _rig.ConnectIdleAsync();
        var connection = Upstream.TryRentIdle()!;
        await UpstreamRig.SendGetAsync(connection);
        await peer.ReadUntilAsync("\r\n\r\n");
        peer.Dispose();

        Assert.Equal(Failure.UpstreamReset, await connection.ReceiveHeadAsync(false));
        Assert.True(connection.HasServed);
        Assert.False(connection.AnyResponseByte);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok!")]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n0\r\n\r\n")]
    public async Task Connection_AfterAResponseThatForbidsReuse_IsClosed(string response)
    {
        var (connection, peer) = await _rig.ConnectAsync();
        await UpstreamRig.SendGetAsync(connection);
        await peer.AnswerAsync(response);
        await connection.ReceiveHeadAsync(false);
        Assert.Equal(("ok", Failure.None), await UpstreamRig.ReadBodyAsync(connection));

        connection.Release();

        Assert.True(await peer.IsClosedAsync());
        Assert.Equal(0, Upstream.Statistics.Idle);
    }

    [Fact]
    public async Task Connection_ReleasedWithUnreadBody_IsClosed()
    {
        var (connection, peer) = await _rig.ConnectAsync();
        await UpstreamRig.SendGetAsync(connection);
        await peer.AnswerAsync("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe");
        await connection.ReceiveHeadAsync(false);
        await connection.ReceiveBodyAsync();

        connection.Release();

        Assert.True(await peer.IsClosedAsync());
    }

    [Fact]
    public async Task Connection_ReleasedWithoutAResponse_IsClosed()
    {
        var (connection, peer) = await _rig.ConnectAsync();
        await UpstreamRig.SendGetAsync(connection);

        connection.Release();

        await peer.ReadUntilAsync("\r\n\r\n");
        Assert.True(await peer.IsClosedAsync());
    }

    [Fact]
    public async Task Connection_RentedAndReleasedUnused_IsClosed()
    {
        var peer = await _rig.ConnectIdleAsync();

        Upstream.TryRentIdle()!.Release();

        Assert.True(await peer.IsClosedAsync());
        Assert.Equal(0, Upstream.Statistics.Idle);
    }

    [Fact]
    public async Task Pool_BeyondItsLimit_ClosesWhatIsReleased()
    {
        using var rig = new UpstreamRig(UpstreamRig.Settings(
            new ConnectionSettings(1, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(10))));
        var (first, firstPeer) = await rig.ConnectAsync();
        var (second, secondPeer) = await rig.ConnectAsync();
        await UpstreamRig.ServeAsync(first, firstPeer);
        await UpstreamRig.ServeAsync(second, secondPeer);

        first.Release();
        second.Release();

        Assert.True(await secondPeer.IsClosedAsync());
        Assert.Equal(1, rig.Upstream.Statistics.Idle);
        Assert.Same(first, rig.Upstream.TryRentIdle());
    }

    [Fact]
    public async Task Idle_BeyondItsTime_IsClosed()
    {
        var peer = await _rig.ConnectIdleAsync();

        _rig.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(1, Upstream.Statistics.Idle);
        _rig.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(0, Upstream.Statistics.Idle);
        Assert.True(await peer.IsClosedAsync());
    }

    [Fact]
    public async Task Connection_BeyondItsAge_IsNotUsedAgain()
    {
        var (connection, peer) = await _rig.ConnectAsync();
        await UpstreamRig.ServeAsync(connection, peer);
        _rig.Time.Advance(TimeSpan.FromMinutes(10));

        connection.Release();

        Assert.True(await peer.IsClosedAsync());
    }

    [Fact]
    public async Task Retire_ClosesIdleConnectionsNowAndUsedOnesLater()
    {
        var idlePeer = await _rig.ConnectIdleAsync();
        var (used, usedPeer) = await _rig.ConnectAsync();

        Upstream.Retire();

        Assert.True(await idlePeer.IsClosedAsync());
        await UpstreamRig.ServeAsync(used, usedPeer);
        used.Release();
        Assert.True(await usedPeer.IsClosedAsync());
    }

    [Fact]
    public async Task Configure_KeepsConnectionsThatItWouldMakeTheSame()
    {
        await _rig.ConnectIdleAsync();

        Upstream.Configure(_rig.Pool with { SlowStart = TimeSpan.FromSeconds(1) }, new BackendSettings(_rig.Server.Url));
        Assert.Equal(1, Upstream.Statistics.Idle);

        Upstream.Configure(_rig.Pool with { Tls = new UpstreamTlsSettings(false, "", "") }, new BackendSettings(_rig.Server.Url));
        Assert.Equal(0, Upstream.Statistics.Idle);
    }
}
