using System.Globalization;

namespace ActorProxy.Scenarios.Semantics;

/// <summary>End-to-end fields pass as they are, in order, and the route's changes apply.</summary>
public sealed class HeaderTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    [Fact]
    public async Task SetCookie_OnSeveralLines_StaysOnSeveralLines()
    {
        await using var origin = ScriptedOrigin.Answering("HTTP/1.1 200 OK\r\nSet-Cookie: a=1; Expires=Wed, 09 Jun 2100 10:18:14 GMT\r\nSet-Cookie: b=2\r\nSet-Cookie: a=1\r\nContent-Length: 2\r\n\r\nok");
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        var response = await proxy.AskAsync(Get);

        Assert.Equal(["a=1; Expires=Wed, 09 Jun 2100 10:18:14 GMT", "b=2", "a=1"], response.Values("Set-Cookie"));
    }

    [Fact]
    public async Task RepeatedRequestFields_KeepTheirLinesAndOrder()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        await proxy.AskAsync("GET / HTTP/1.1\r\nHost: a\r\nX-List: 1\r\nAccept: text/html\r\nX-List: 2, 3\r\nX-Empty:\r\nX-Blank: \t x  y \t\r\n\r\n");

        Assert.Equal(["1", "2, 3"], origin.Request.Values("X-List"));
        Assert.Equal("", origin.Request.Field("X-Empty"));
        Assert.Equal("x  y", origin.Request.Field("X-Blank"));
    }

    [Fact]
    public async Task Values_OfHighBytes_PassAsTheyAre()
    {
        await using var origin = ScriptedOrigin.Answering("HTTP/1.1 200 OK\r\nX-Latin: caf\u00e9\r\nX-Utf8: \u00c3\u00a9\r\nContent-Length: 2\r\n\r\nok");
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        var response = await proxy.AskAsync("GET / HTTP/1.1\r\nHost: a\r\nX-Utf8: \u00c3\u00a9\u00e2\u0082\u00ac\r\n\r\n");

        Assert.Equal("\u00c3\u00a9\u00e2\u0082\u00ac", origin.Request.Field("X-Utf8"));
        Assert.Equal(("caf\u00e9", "\u00c3\u00a9"), (response.Field("X-Latin"), response.Field("X-Utf8")));
    }

    [Fact]
    public async Task Route_EditsHeadersInBothDirections()
    {
        await using var origin = ScriptedOrigin.Answering("HTTP/1.1 200 OK\r\nServer: secret/1.0\r\nX-Old: 1\r\nX-Powered-By: y\r\nContent-Length: 2\r\n\r\nok");
        await using var proxy = await ProxyUnderTest.StartAsync($$"""
            proxy {
              pools.site.backends = [ "{{origin.Url}}" ]
              routes = [ {
                name = site, hosts = ["*.example.com"], path = "/", pool = site
                request-headers {
                  remove = [Accept-Encoding, Cookie]
                  set { X-Real-IP = "$client_ip", X-Where = "$scheme://$host$request_uri", X-Id = "$request_id", X-None = "$http_x_absent", X-Say = "$$5 $arg_q $cookie_c" }
                  add { X-Tag = "two" }
                }
                response-headers { remove = [Server, X-Powered-By], set { X-Old = "2", X-Route = "$route/$pool" }, add { X-Old = "3" } }
              } ]
            }
            """);

        var response = await proxy.AskAsync(
            "GET /p%2F?q=7&r=8 HTTP/1.1\r\nHost: WWW.example.com:80\r\nAccept-Encoding: gzip\r\nCookie: b=0; c=9\r\nX-Real-IP: 6.6.6.6\r\nX-Tag: one\r\n\r\n");

        var request = origin.Request;
        Assert.Equal("127.0.0.1", request.Field("X-Real-IP"));
        Assert.Equal("http://www.example.com/p%2F?q=7&r=8", request.Field("X-Where"));
        Assert.Matches("^[0-9a-f]{32}$", request.Field("X-Id"));
        Assert.Equal("$5 7 9", request.Field("X-Say"));
        Assert.Equal(["one", "two"], request.Values("X-Tag"));
        Assert.All(["Accept-Encoding", "Cookie", "X-None"], gone => Assert.Empty(request.Values(gone)));
        Assert.Equal(["2", "3"], response.Values("X-Old"));
        Assert.Equal("site/site", response.Field("X-Route"));
        Assert.All(["Server", "X-Powered-By"], gone => Assert.Empty(response.Values(gone)));
    }

    [Theory]
    [InlineData("", "client.example:81")]
    [InlineData("rewrite.host = \"fixed.internal\"", "fixed.internal")]
    [InlineData("rewrite.host = \"$host\"", "client.example")]
    public async Task HostField_FollowsTheRoute(string rewrite, string host)
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, $$"""routes = [ { name = site, path = "/", pool = site, {{rewrite}} } ]""");

        await proxy.AskAsync("GET / HTTP/1.1\r\nHost: client.example:81\r\n\r\n");

        Assert.Equal(host, origin.Request.Field("Host"));
    }

    [Fact]
    public async Task DateAndServer_AreTheOriginsOwn_AndDateIsAddedWhenMissing()
    {
        await using var dated = ScriptedOrigin.Answering("HTTP/1.1 200 OK\r\nDate: Thu, 01 Jan 2015 00:00:00 GMT\r\nServer: theirs\r\nContent-Length: 2\r\n\r\nok");
        await using var undated = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var first = await ProxyUnderTest.InFrontOfAsync(dated);
        await using var second = await ProxyUnderTest.InFrontOfAsync(undated);

        var kept = await first.AskAsync(Get);
        var added = await second.AskAsync(Get);

        Assert.Equal(("Thu, 01 Jan 2015 00:00:00 GMT", "theirs"), (kept.Field("Date"), kept.Field("Server")));
        Assert.True(DateTimeOffset.TryParseExact(added.Field("Date"), "r", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
        Assert.Null(added.Field("Server"));
    }

    [Theory]
    [InlineData("PURGE")]
    [InlineData("M-SEARCH")]
    [InlineData("get")]
    [InlineData("VERSION-CONTROL")]
    [InlineData("PRI")]
    public async Task Methods_OfAnyName_AreForwardedAsTheyAre(string method)
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        Assert.Equal(200, (await proxy.AskAsync($"{method} /x HTTP/1.1\r\nHost: a\r\n\r\n")).Status);
        Assert.Equal(method, origin.Request.Method);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task Body_OnAnyMethod_IsForwarded(string method)
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        await proxy.AskAsync($"{method} / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi");

        Assert.Equal(("hi", "2"), (origin.Request.Body, origin.Request.Field("Content-Length")));
    }

    [Theory]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", "0")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n\r\n", null)]
    public async Task EmptyBody_IsFramedAsTheClientDid(string request, string? length)
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        await proxy.AskAsync(request);

        Assert.Equal((length, null), (origin.Request.Field("Content-Length"), origin.Request.Field("Transfer-Encoding")));
    }
}
