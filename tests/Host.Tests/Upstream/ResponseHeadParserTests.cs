using System.Text;
using ActorProxy.Host.Upstream;
using ActorProxy.Streams.Bodies;

namespace ActorProxy.Host.Tests.Upstream;

public sealed class ResponseHeadParserTests
{
    [Fact]
    public void Head_WellFormed_IsRead()
    {
        var head = HeadReading.Head("HTTP/1.1 404 Not Found\r\nServer: x\r\ncontent-TYPE:text/plain \t\r\nContent-Length: 12\r\n\r\n");

        Assert.Equal("404 Not Found False Length 12 True |Server=x|Content-Type=text/plain", head.Describe());
    }

    [Theory]
    [InlineData("HTTP/1.1 200 \r\n", null)]
    [InlineData("HTTP/1.1 200\r\n", null)]
    [InlineData("HTTP/1.1 200 Very Fine\u00fc\r\n", "Very Fine\u00fc")]
    public void Reason_MayBeMissing(string statusLine, string? reason) =>
        Assert.Equal(reason, HeadReading.Head(statusLine + "\r\n").Reason);

    [Theory]
    [InlineData("HTTP/1.1 099 Low")]
    [InlineData("HTTP/1.1 600 High")]
    [InlineData("HTTP/1.1 20 Short")]
    [InlineData("HTTP/1.1 2000 Long")]
    [InlineData("HTTP/1.1 2x0 Letter")]
    [InlineData("HTTP/1.1 +20 Sign")]
    [InlineData("HTTP/1.1  200 TwoSpaces")]
    [InlineData("HTTP/1.1\t200 Tab")]
    [InlineData("HTTP/1.x 200 OK")]
    [InlineData("HTTP/2.0 200 OK")]
    [InlineData("http/1.1 200 OK")]
    [InlineData(" HTTP/1.1 200 OK")]
    [InlineData("HTTP/1.1 200 O\0K")]
    [InlineData("HTTP/1.1 200 O\rK")]
    [InlineData("ICY 200 OK")]
    [InlineData("")]
    public void StatusLine_Malformed_IsRefused(string line) =>
        Assert.Equal(DecodeStatus.Invalid, new ResponseHeadParser().Read(line + "\r\n\r\n"));

    [Theory]
    [InlineData("SSH-2.0")]
    [InlineData("<")]
    [InlineData("HTTP/2")]
    public void Bytes_ThatBeginNoStatusLine_AreRefusedAtOnce(string start) =>
        Assert.Equal(DecodeStatus.Invalid, new ResponseHeadParser().Read(start));

    [Theory]
    [InlineData("A: 1\n")]
    [InlineData("A: 1\r\r\n")]
    [InlineData("A: 1\rB: 2\r\n")]
    [InlineData("A: 1\r\n folded\r\n")]
    [InlineData("A: 1\r\n\tfolded\r\n")]
    [InlineData(" : 1\r\n")]
    [InlineData(": 1\r\n")]
    [InlineData("A\r\n")]
    [InlineData("A B: 1\r\n")]
    [InlineData("A\u00fc: 1\r\n")]
    [InlineData("A(: 1\r\n")]
    [InlineData("A: a\0b\r\n")]
    [InlineData("A: a\u0001b\r\n")]
    [InlineData("A: a\u007fb\r\n")]
    [InlineData("\nA: 1\r\n")]
    public void Field_Malformed_IsRefused(string lines)
    {
        var parser = new ResponseHeadParser();

        Assert.Equal(DecodeStatus.Invalid, parser.Read($"HTTP/1.1 200 OK\r\n{lines}\r\n"));
        Assert.Equal(DecodeStatus.Invalid, parser.Read($"HTTP/1.1 200 OK\r\nX: 1\r\n{lines}\r\n"));
    }

    [Fact]
    public void Head_ThatEndsInBareLineFeeds_IsRefused() =>
        Assert.Equal(DecodeStatus.Invalid, new ResponseHeadParser().Read("HTTP/1.1 200 OK\r\nA: 1\r\n\n"));

    [Theory]
    [InlineData("Content-Length: +5")]
    [InlineData("Content-Length: -5")]
    [InlineData("Content-Length: 5 5")]
    [InlineData("Content-Length: 5, 5")]
    [InlineData("Content-Length: 0x5")]
    [InlineData("Content-Length:")]
    [InlineData("Content-Length: 9223372036854775808")]
    [InlineData("Content-Length: 5\r\nContent-Length: 6")]
    [InlineData("Content-Length: 5\r\nTransfer-Encoding: chunked")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 5")]
    [InlineData("Transfer-Encoding: chunked, chunked")]
    [InlineData("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked")]
    [InlineData("Transfer-Encoding: gzip, chunked")]
    [InlineData("Transfer-Encoding: identity")]
    [InlineData("Transfer-Encoding: xchunked")]
    [InlineData("Transfer-Encoding: chunked;q=1")]
    [InlineData("Transfer-Encoding:")]
    public void Framing_ThatCouldBeReadInTwoWays_IsRefused(string fields) =>
        Assert.Equal(DecodeStatus.Invalid, new ResponseHeadParser().Read($"HTTP/1.1 200 OK\r\n{fields}\r\n\r\n"));

    [Fact]
    public void TransferEncoding_OfHttp10_IsRefused() =>
        Assert.Equal(DecodeStatus.Invalid, new ResponseHeadParser().Read("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));

    [Theory]
    [InlineData("Content-Length: 5\r\nContent-Length: 5\r\n", 200, BodyFraming.Length, 5)]
    [InlineData("Content-Length: 9223372036854775807\r\n", 200, BodyFraming.Length, long.MaxValue)]
    [InlineData("transfer-encoding: CHUNKED\r\n", 200, BodyFraming.Chunked, -1)]
    [InlineData("", 200, BodyFraming.UntilClose, -1)]
    [InlineData("Content-Length: 0\r\n", 205, BodyFraming.Length, 0)]
    [InlineData("", 204, BodyFraming.None, -1)]
    [InlineData("Content-Length: 0\r\n", 204, BodyFraming.None, -1)]
    [InlineData("Content-Length: 5\r\n", 304, BodyFraming.None, 5)]
    [InlineData("Transfer-Encoding: chunked\r\n", 304, BodyFraming.None, -1)]
    [InlineData("Link: x\r\n", 103, BodyFraming.None, -1)]
    public void Framing_FollowsStatusAndFields(string fields, int status, BodyFraming framing, long length)
    {
        var head = HeadReading.Head($"HTTP/1.1 {status} X\r\n{fields}\r\n");

        Assert.Equal(framing, head.Framing);
        Assert.Equal(length, head.ContentLength);
    }

    [Fact]
    public void ResponseToHead_HasNoBodyButItsLength()
    {
        var head = HeadReading.Head("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", headRequest: true);

        Assert.Equal((BodyFraming.None, 5L, true), (head.Framing, head.ContentLength, head.KeepAlive));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n", true)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: x, Close\r\n", false)]
    [InlineData("HTTP/1.1 200 OK\r\n", false)]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n", false)]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Length: 0\r\nConnection: Keep-Alive\r\n", true)]
    [InlineData("HTTP/1.1 204 OK\r\nContent-Length: 5\r\n", false)]
    [InlineData("HTTP/1.1 204 OK\r\nTransfer-Encoding: chunked\r\n", false)]
    public void Connection_IsKeptWhenTheResponseAllowsIt(string lines, bool keepAlive) =>
        Assert.Equal(keepAlive, HeadReading.Head(lines + "\r\n").KeepAlive);

    [Fact]
    public void Fields_OfThisHopAndThoseThatConnectionNames_AreTakenOut()
    {
        var head = HeadReading.Head(
            "HTTP/1.1 200 OK\r\nX-Private: 1\r\nConnection: keep-alive, x-private\r\nConnection: X-Other\r\nKeep-Alive: timeout=5\r\n"
            + "Proxy-Connection: keep-alive\r\nTE: trailers\r\nUpgrade: h2c\r\nX-Other: 2\r\nProxy-Authenticate: Basic\r\nTrailer: X\r\n"
            + "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Length: 0\r\n\r\n");

        Assert.Equal("Proxy-Authenticate=Basic|Set-Cookie=a=1|Set-Cookie=b=2", head.Fields.Describe());
        Assert.Equal("h2c", head.UpgradeProtocol);
    }

    [Fact]
    public void Trailer_WithAChunkedBody_IsKept() =>
        Assert.Equal("Trailer=X", HeadReading.Head("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X\r\n\r\n").Fields.Describe());

    [Fact]
    public void SwitchingProtocols_TellsTheProtocol()
    {
        var head = HeadReading.Head("HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: x\r\n\r\n");

        Assert.True(head.IsUpgrade);
        Assert.Equal("101 Switching False None -1 True websocket|Sec-WebSocket-Accept=x", head.Describe());
    }

    [Theory]
    [InlineData("101 Switching", "")]
    [InlineData("100 Continue", "Content-Length: 5\r\n")]
    [InlineData("103 Hints", "Transfer-Encoding: chunked\r\n")]
    public void Interim_ThatMakesNoSense_IsRefused(string status, string fields) =>
        Assert.Equal(DecodeStatus.Invalid, new ResponseHeadParser().Read($"HTTP/1.1 {status}\r\n{fields}\r\n"));

    [Fact]
    public void Fields_BeyondTheirNumber_AreRefused()
    {
        var fields = string.Concat(Enumerable.Repeat("A: 1\r\n", ResponseHeadParser.MaxFields));
        var parser = new ResponseHeadParser();

        Assert.Equal(DecodeStatus.Done, parser.Read($"HTTP/1.1 200 OK\r\n{fields}\r\n"));
        Assert.Equal(DecodeStatus.Invalid, parser.Read($"HTTP/1.1 200 OK\r\n{fields}A: 1\r\n\r\n"));
    }

    [Fact]
    public void ConnectionOptions_BeyondTheirNumber_AreRefused()
    {
        var parser = new ResponseHeadParser();

        Assert.Equal(DecodeStatus.Done, parser.Read($"HTTP/1.1 200 OK\r\nConnection: {Options(64)}\r\n\r\n"));
        Assert.Equal(DecodeStatus.Invalid, parser.Read($"HTTP/1.1 200 OK\r\nConnection: {Options(64)}\r\nConnection: x\r\n\r\n"));

        static string Options(int count) => string.Join(',', Enumerable.Repeat("a", count));
    }

    [Fact]
    public void Head_BeyondItsLength_IsRefused()
    {
        var field = $"A: {new string('x', 995)}\r\n";

        Assert.Equal(DecodeStatus.Done, new ResponseHeadParser().Read($"HTTP/1.1 200 OK\r\n{Repeat(65)}\r\n"));
        Assert.Equal(DecodeStatus.Invalid, new ResponseHeadParser().Read($"HTTP/1.1 200 OK\r\n{Repeat(66)}\r\n"));
        Assert.Equal(DecodeStatus.Invalid, new ResponseHeadParser().Read($"HTTP/1.1 200 OK\r\n{Repeat(65)}A: {new string('x', 600)}"));

        string Repeat(int count) => string.Concat(Enumerable.Repeat(field, count));
    }

    [Fact]
    public void Values_OfAnyBytes_SurviveAsLatin1()
    {
        var value = Encoding.Latin1.GetString([.. Enumerable.Range(128, 128).Select(code => (byte)code)]);

        Assert.Equal(value, HeadReading.Head($"HTTP/1.1 200 OK\r\nX: {value}\r\n\r\n").Value(0));
    }

    [Fact]
    public void Values_ThatRepeatOnAConnection_AreTheSameObjects()
    {
        var parser = new ResponseHeadParser();
        parser.Read("HTTP/1.1 200 Fine\r\nDate: one\r\nX-Own: value\r\n\r\n");
        var (reason, name, value, date) = (parser.Head.Reason, parser.Head.Name(1), parser.Head.Value(1), parser.Head.Value(0));

        parser.Read("HTTP/1.1 200 Fine\r\nDate: two\r\nX-Own: value\r\n\r\n");

        Assert.Same(reason, parser.Head.Reason);
        Assert.Same(name, parser.Head.Name(1));
        Assert.Same(value, parser.Head.Value(1));
        Assert.NotEqual(date, parser.Head.Value(0));
    }

    [Fact]
    public void Line_ThatOnlyBeginsLikeTheRemembered_IsReadAnew()
    {
        var parser = new ResponseHeadParser();
        parser.Read("HTTP/1.1 200 OK\r\nA: 1\r\nContent-Length: 5\r\n\r\n");
        parser.Read("HTTP/1.1 201 OK2\r\nA: 12\r\nContent-Length: 50\r\n\r\n");

        Assert.Equal("201 OK2 False Length 50 True |A=12", parser.Head.Describe());
    }
}
