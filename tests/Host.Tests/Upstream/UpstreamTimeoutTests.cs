using ActorProxy.Actors.Requests;
using ActorProxy.Host.Upstream;

namespace ActorProxy.Host.Tests.Upstream;

/// <summary>Deadlines and aborts; time moves only when a test says so.</summary>
public sealed class UpstreamTimeoutTests : IDisposable
{
    private readonly UpstreamRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Head_ThatDoesNotCome_IsAReadTimeout()
    {
        var (connection, peer) = await _rig.ConnectAsync();
        await UpstreamRig.SendGetAsync(connection);
        var head = connection.ReceiveHeadAsync(false);

        _rig.Time.Advance(TimeSpan.FromSeconds(19));
        Assert.False(head.IsCompleted);
        _rig.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(Failure.ReadTimeout, await head);
        Assert.Equal(Failure.ReadTimeout, connection.BrokenBy);
        connection.Release();
        await peer.ReadUntilAsync("\r\n\r\n");
        Assert.True(await peer.IsClosedAsync());
    }

    [Fact]
    public async Task ReadTimeout_CountsAnewWithEachRead()
    {
        var (connection, peer) = await _rig.ConnectAsync();
        await UpstreamRig.SendGetAsync(connection);
        var head = connection.ReceiveHeadAsync(false);
        _rig.Time.Advance(TimeSpan.FromSeconds(15));
        await peer.AnswerAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
        Assert.Equal(Failure.None, await head);

        var body = connection.ReceiveBodyAsync();
        _rig.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.False(body.IsCompleted);
        _rig.Time.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(new BodyPiece(default, true, Failure.ReadTimeout), await body);
    }

    [Fact]
    public async Task Connection_ThatNobodyWaitsFor_HasNoReadTimeout()
    {
        var (connection, peer) = await _rig.ConnectAsync();
        await UpstreamRig.SendGetAsync(connection);
        await peer.AnswerAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
        await connection.ReceiveHeadAsync(false);

        _rig.Time.Advance(TimeSpan.FromMinutes(5));
        await peer.WriteAsync("ok");

        Assert.Equal(("ok", Failure.None), await UpstreamRig.ReadBodyAsync(connection));
    }

    [Fact]
    public async Task Send_ThatTheBackendDoesNotTake_IsASendTimeout()
    {
        var (connection, _) = await _rig.ConnectAsync();
        var sending = connection.SendAsync(new byte[64 * 1024 * 1024]);
        Assert.False(sending.IsCompleted);

        var result = sending.AsTask();
        while (!result.IsCompleted)
        {
            // The kernel may still take some, and each write that it takes is given its time anew.
            _rig.Time.Advance(TimeSpan.FromSeconds(11));
            await Task.Yield();
        }

        Assert.Equal(Failure.SendTimeout, await result);
    }

    [Fact]
    public async Task Tunnel_IsIdleOnlyWhileNothingGoesEitherWay()
    {
        var (connection, peer) = await _rig.ConnectAsync();
        await UpstreamRig.SendGetAsync(connection);
        await peer.AnswerAsync("HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n");
        await connection.ReceiveHeadAsync(false);
        var raw = connection.ReceiveRawAsync(new byte[16]);

        _rig.Time.Advance(TimeSpan.FromSeconds(50));
        await connection.SendAsync("ping"u8.ToArray());
        _rig.Time.Advance(TimeSpan.FromSeconds(50));
        Assert.False(raw.IsCompleted);
        _rig.Time.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(0, await raw);
        Assert.Equal(Failure.ReadTimeout, connection.BrokenBy);
    }

    [Fact]
    public async Task Abort_FromAnotherThread_EndsWhatWaitsWithItsReason()
    {
        var (connection, peer) = await _rig.ConnectAsync();
        await UpstreamRig.SendGetAsync(connection);
        var head = connection.ReceiveHeadAsync(false);

        await Task.Run(() => connection.Abort(Failure.ClientAborted));

        Assert.Equal(Failure.ClientAborted, await head);
        Assert.Equal(Failure.ClientAborted, await UpstreamRig.SendGetAsync(connection));
        Assert.Equal(Failure.ClientAborted, await connection.ReceiveHeadAsync(false));
        await peer.ReadUntilAsync("\r\n\r\n");
        Assert.True(await peer.IsClosedAsync());
    }

    [Fact]
    public async Task Abort_DuringTheBody_EndsItWithItsReason()
    {
        var (connection, peer) = await _rig.ConnectAsync();
        await UpstreamRig.SendGetAsync(connection);
        await peer.AnswerAsync("HTTP/1.1 200 OK\r\n\r\n");
        await connection.ReceiveHeadAsync(false);
        var body = connection.ReceiveBodyAsync();

        await Task.Run(() => connection.Abort(Failure.ClientAborted));

        Assert.Equal(new BodyPiece(default, true, Failure.ClientAborted), await body);
    }

    [Fact]
    public async Task Abort_ThatComesAfterItsTurn_HarmsNobody()
    {
        var (connection, peer) = await _rig.ConnectAsync();
        var turn = connection.Turn;
        await UpstreamRig.ServeAsync(connection, peer);
        connection.Release();
        connection.Abort(turn, Failure.ClientAborted);
        Assert.Same(connection, _rig.Upstream.TryRentIdle());

        connection.Abort(turn, Failure.ClientAborted);

        await UpstreamRig.ServeAsync(connection, peer);
    }
}
