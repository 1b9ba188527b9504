using System.Text;
using ActorProxy.Actors.Requests;
using ActorProxy.Host.Upstream;
using ActorProxy.Streams.Bodies;

namespace ActorProxy.Host.Tests.Upstream;

/// <summary>One exchange on one connection: heads, bodies, and how they break.</summary>
public sealed class UpstreamExchangeTests : IDisposable
{
    private readonly UpstreamRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("Content-Length: 5\r\n\r\nhello", BodyFraming.Length)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n", BodyFraming.Chunked)]
    public async Task Response_InOneSegment_CompletesWithItsLastPieceAtOnce(string rest, BodyFraming framing)
    {
        var (connection, peer) = await _rig.ConnectAsync();
        await UpstreamRig.SendGetAsync(connection);
        await peer.AnswerAsync("HTTP/1.1 200 OK\r\n" + rest);

        Assert.Equal(Failure.None, await connection.ReceiveHeadAsync(false));
        var body = connection.ReceiveBodyAsync();

        Assert.Equal(framing, connection.Head.Framing);
        Assert.True(body.IsCompletedSuccessfully);
        var piece = await body;
        Assert.Equal("hello", Encoding.ASCII.GetString(piece.Data.Span));
        Assert.Equal((true, Failure.None), (piece.IsLast, piece.Failure));
    }

    [Fact]
    public async Task Response_ByteByByte_IsReadAsOne()
    {
        var (connection, peer) = await _rig.ConnectAsync();
        await UpstreamRig.SendGetAsync(connection);
        var head = connection.ReceiveHeadAsync(false);
        await peer.ReadUntilAsync("\r\n\r\n");
        var writing = WriteSlowlyAsync(peer, "HTTP/1.1 200 OK\r\nA: 1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\nX: 1\r\n\r\n");

        Assert.Equal(Failure.None, await head);
        Assert.Equal(("hello", Failure.None), await UpstreamRig.ReadBodyAsync(connection));
        await writing;
        Assert.Equal("A=1", connection.Head.Fields.Describe());
        Assert.Equal("X=1", connection.Head.Trailers.Describe());
    }

    [Fact]
    public async Task Response_UntilClose_EndsWithTheConnection()
    {
        var (connection, peer) = await _rig.ConnectAsync();
        await UpstreamRig.SendGetAsync(connection);
        await peer.AnswerAsync("HTTP/1.1 200 OK\r\n\r\nhello");
        Assert.Equal(Failure.None, await connection.ReceiveHeadAsync(false));
        peer.HalfClose();

        Assert.Equal(("hello", Failure.None), await UpstreamRig.ReadBodyAsync(connection));
        connection.Release();
        Assert.Equal(0, _rig.Upstream.Statistics.Idle);
    }

    [Theory]
    [InlineData("Content-Length: 1000000\r\n\r\n", 1_000_000, "")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nf4240\r\n", 1_000_000, "\r\n0\r\n\r\n")]
    public async Task Body_LargerThanAnyBuffer_ComesWhole(string start, int length, string end)
    {
        var (connection, peer) = await _rig.ConnectAsync();
        await UpstreamRig.SendGetAsync(connection);
        var text = string.Concat(Enumerable.Range(0, length / 10).Select(i => $"{i:D10}"));
        var writing = peer.AnswerAsync("HTTP/1.1 200 OK\r\n" + start + text + end);

        Assert.Equal(Failure.None, await connection.ReceiveHeadAsync(false));
        var body = await UpstreamRig.ReadBodyAsync(connection);

        await writing;
        Assert.Equal(Failure.None, body.Failure);
        Assert.True(text == body.Text);
        connection.Release();
        Assert.Equal(1, _rig.Upstream.Statistics.Idle);
    }

    [Fact]
    public async Task Interim_IsReturnedAndThenTheFinalHead()
    {
        var (connection, peer) = await _rig.ConnectAsync();
        await UpstreamRig.SendGetAsync(connection);
        await peer.AnswerAsync("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + UpstreamRig.Ok);

        await connection.ReceiveHeadAsync(false);
        Assert.Equal(100, connection.Head.Status);
        await connection.ReceiveHeadAsync(false);
        Assert.Equal("103 Early Hints False None -1 True |Link=x", connection.Head.Describe());
        await connection.ReceiveHeadAsync(false);
        Assert.Equal("200 OK False Length 2 True |", connection.Head.Describe());
        Assert.Equal(("ok", Failure.None), await UpstreamRig.ReadBodyAsync(connection));
    }

    [Fact]
    public async Task Interims_BeyondTheirNumber_AreRefused()
    {
        var (connection, peer) = await _rig.ConnectAsync();
        await UpstreamRig.SendGetAsync(connection);
        await peer.AnswerAsync(string.Concat(Enumerable.Repeat("HTTP/1.1 102 Processing\r\n\r\n", ResponseReader.MaxInterim + 1)));

        for (var i = 0; i < ResponseReader.MaxInterim; i++)
            Assert.Equal(Failure.None, await connection.ReceiveHeadAsync(false));
        Assert.Equal(Failure.BadResponse, await connection.ReceiveHeadAsync(false));
    }

    [Theory]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n")]
    [InlineData("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]
    public async Task Response_WithoutABody_LeavesTheConnectionReusable(string response)
    {
        var (connection, peer) = await _rig.ConnectAsync();
        await UpstreamRig.SendGetAsync(connection);
        await peer.AnswerAsync(response);
        await connection.ReceiveHeadAsync(false);

        connection.Release();

        Assert.Same(connection, _rig.Upstream.TryRentIdle());
    }

    [Fact]
    public async Task ResponseToHead_LeavesTheConnectionReusable()
    {
        var (connection, peer) = await _rig.ConnectAsync();
        await UpstreamRig.SendGetAsync(connection);
        await peer.AnswerAsync("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n");

        await connection.ReceiveHeadAsync(headRequest: true);
        Assert.Equal(("", Failure.None), await UpstreamRig.ReadBodyAsync(connection));
        connection.Release();

        Assert.Same(connection, _rig.Upstream.TryRentIdle());
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nA: ")]
    public async Task Head_ThatBreaksOff_IsAReset(string start)
    {
        var (connection, peer) = await _rig.ConnectAsync();
        await UpstreamRig.SendGetAsync(connection);
        await peer.AnswerAsync(start);
        peer.HalfClose();

        Assert.Equal(Failure.UpstreamReset, await connection.ReceiveHeadAsync(false));
        Assert.Equal(start.Length > 0, connection.AnyResponseByte);
        Assert.Equal(Failure.None, connection.BrokenBy);
    }

    [Fact]
    public async Task Head_ThatNeverComesSinceTheBackendResets_IsAReset()
    {
        var (connection, peer) = await _rig.ConnectAsync();
        await UpstreamRig.SendGetAsync(connection);
        await peer.ReadUntilAsync("\r\n\r\n");
        var head = connection.ReceiveHeadAsync(false);
        peer.Reset();

        Assert.Equal(Failure.UpstreamReset, await head);
    }

    [Theory]
    [InlineData("Content-Length: 5\r\n\r\nhell", "hell")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n", "he")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n0\r\n", "he")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\nhe", "he")]
    public async Task Body_ThatBreaksOff_IsTruncated(string rest, string text)
    {
        var (connection, peer) = await _rig.ConnectAsync();
        await UpstreamRig.SendGetAsync(connection);
        await peer.AnswerAsync("HTTP/1.1 200 OK\r\n" + rest);
        await connection.ReceiveHeadAsync(false);
        peer.HalfClose();

        Assert.Equal((text, Failure.ResponseTruncated), await UpstreamRig.ReadBodyAsync(connection));
        connection.Release();
        Assert.Equal(0, _rig.Upstream.Statistics.Idle);
    }

    [Theory]
    [InlineData("Content-Length: 5\r\n\r\n")]
    [InlineData("\r\n")]
    public async Task Body_ThatTheBackendResets_IsTruncated(string rest)
    {
        var (connection, peer) = await _rig.ConnectAsync();
        await UpstreamRig.SendGetAsync(connection);
        await peer.AnswerAsync("HTTP/1.1 200 OK\r\n" + rest);
        await connection.ReceiveHeadAsync(false);
        var body = connection.ReceiveBodyAsync();
        peer.Reset();

        Assert.Equal(new BodyPiece(default, true, Failure.ResponseTruncated), await body);
    }

    [Theory]
    [InlineData("2\r\nheX")]
    [InlineData("2\r\nhe\r\n0\r\nA B: 1\r\n\r\n")]
    public async Task Body_WithBrokenChunks_IsABadResponse(string chunks)
    {
        var (connection, peer) = await _rig.ConnectAsync();
        await UpstreamRig.SendGetAsync(connection);
        await peer.AnswerAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);
        peer.HalfClose();
        await connection.ReceiveHeadAsync(false);

        Assert.NotEqual(Failure.None, (await UpstreamRig.ReadBodyAsync(connection)).Failure);
        connection.Release();
        Assert.Equal(0, _rig.Upstream.Statistics.Idle);
    }

    [Fact]
    public async Task Trailers_ThatWouldChangeTheMessage_AreDropped()
    {
        var (connection, peer) = await _rig.ConnectAsync();
        await UpstreamRig.SendGetAsync(connection);
        await peer.AnswerAsync(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nContent-Length: 5\r\ngrpc-status: 0\r\nHOST: x\r\nSet-Cookie: a\r\nX-Sum: 1\r\n\r\n");
        await connection.ReceiveHeadAsync(false);
        await UpstreamRig.ReadBodyAsync(connection);

        Assert.Equal("grpc-status=0|X-Sum=1", connection.Head.Trailers.Describe());
    }

    [Fact]
    public async Task Request_OfHeadAndBody_IsSentInOrder()
    {
        var (connection, peer) = await _rig.ConnectAsync();
        Encoding.ASCII.GetBytes("POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\n", connection.Output);
        Assert.Equal(Failure.None, await connection.SendAsync("bo"u8.ToArray()));
        Assert.Equal(Failure.None, await connection.SendAsync("dy"u8.ToArray()));

        Assert.Equal("POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\nbody", await peer.ReadUntilAsync("body"));
    }

    [Fact]
    public async Task Request_LargerThanTheSocketTakes_IsSentWhole()
    {
        var (connection, peer) = await _rig.ConnectAsync();
        var body = new byte[100_000];
        body.AsSpan().Fill((byte)'x');
        body[^1] = (byte)'!';
        var sending = connection.SendAsync(body);

        Assert.Equal(body.Length, (await peer.ReadUntilAsync("!")).Length);
        Assert.Equal(Failure.None, await sending);
    }

    [Fact]
    public async Task EarlyResponse_WhileTheRequestIsStillSent_IsReceived()
    {
        var (connection, peer) = await _rig.ConnectAsync();
        var head = connection.ReceiveHeadAsync(false);
        await UpstreamRig.SendGetAsync(connection);
        await peer.WriteAsync("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");

        Assert.Equal(Failure.None, await head);
        Assert.Equal(413, connection.Head.Status);
        connection.Release(requestSent: false);
        Assert.Equal(0, _rig.Upstream.Statistics.Idle);
    }

    [Fact]
    public async Task Tunnel_GivesBufferedBytesFirst()
    {
        var (connection, peer) = await _rig.ConnectAsync();
        await UpstreamRig.SendGetAsync(connection);
        await peer.AnswerAsync("HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\nearly");
        Assert.Equal(Failure.None, await connection.ReceiveHeadAsync(false));
        Assert.Equal("echo", connection.Head.UpgradeProtocol);

        var buffer = new byte[16];
        Assert.Equal("early", Encoding.ASCII.GetString(buffer, 0, await connection.ReceiveRawAsync(buffer)));
        var late = connection.ReceiveRawAsync(buffer);
        await connection.SendAsync("ping"u8.ToArray());
        await peer.ReadUntilAsync("ping");
        await peer.WriteAsync("late");
        Assert.Equal("late", Encoding.ASCII.GetString(buffer, 0, await late));

        await connection.CloseSendAsync();
        Assert.True(await peer.IsClosedAsync());
        peer.HalfClose();
        Assert.Equal(0, await connection.ReceiveRawAsync(buffer));
        connection.Release();
        Assert.Equal(0, _rig.Upstream.Statistics.Idle);
    }

    private static async Task WriteSlowlyAsync(RawPeer peer, string text)
    {
        foreach (var one in text)
        {
            await peer.WriteAsync(one.ToString());
            await Task.Yield();
        }
    }
}
