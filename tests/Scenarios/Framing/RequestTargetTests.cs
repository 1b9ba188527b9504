namespace ActorProxy.Scenarios.Framing;

/// <summary>The four forms of a request target (RFC 9112 section 3.2), and targets that must not change on the way.</summary>
public sealed class RequestTargetTests
{
    [Fact]
    public async Task AbsoluteTarget_WithAnotherHostField_WinsOverIt()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.StartAsync($$"""
            proxy {
              pools { right.backends = [ "{{origin.Url}}" ], wrong.backends = [ "{{await ScriptedOrigin.RefusingUrlAsync()}}" ] }
              routes = [ { name = right, hosts = [right.example], path = "/", pool = right }
                         { name = wrong, hosts = [wrong.example], path = "/", pool = wrong } ]
            }
            """);

        var response = await proxy.AskAsync("GET http://right.example:81/p%2Fq?x=1 HTTP/1.1\r\nHost: wrong.example\r\n\r\n");

        Assert.Equal(200, response.Status);
        Assert.Equal("GET /p%2Fq?x=1 HTTP/1.1", origin.Request.StartLine);
        Assert.Equal("right.example:81", origin.Request.Field("Host"));
    }

    [Fact]
    public async Task AbsoluteTarget_WithoutPath_IsForwardedAsSlash()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        await proxy.AskAsync("GET http://a.example?q HTTP/1.1\r\nHost: a.example\r\n\r\n");

        Assert.Equal("/?q", origin.Request.Target);
        Assert.Equal("a.example", origin.Request.Field("Host"));
    }

    [Fact]
    public async Task OptionsAsterisk_StaysAsterisk()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        var response = await proxy.AskAsync("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Equal(200, response.Status);
        Assert.Equal("OPTIONS * HTTP/1.1", origin.Request.StartLine);
    }

    [Theory]
    [InlineData("CONNECT a.example:443 HTTP/1.1\r\nHost: a.example:443\r\n\r\n")]
    [InlineData("TRACE / HTTP/1.1\r\nHost: a\r\n\r\n")]
    public async Task ConnectAndTrace_AreNotOffered(string request)
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        var response = await proxy.AskAsync(request);

        Assert.Equal(405, response.Status);
        Assert.Empty(origin.Requests);
    }

    [Fact]
    public async Task Connect_FollowedByBytes_IsNotReadOn()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        var response = await client.AskAsync("CONNECT a.example:80 HTTP/1.1\r\nHost: a.example:80\r\n\r\nGET /tunnelled HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Equal(405, response.Status);
        Assert.Equal("", await client.ReadToEndAsync());
        Assert.Empty(origin.Requests);
    }

    [Theory]
    [InlineData("/a%2Fb")]
    [InlineData("/a%2fb")]
    [InlineData("/a%252Fb")]
    [InlineData("/a?")]
    [InlineData("/a?b=1&b=2&a=3;c")]
    [InlineData("/a;p=1/b;q")]
    [InlineData("//a//b/")]
    [InlineData("/%41%7e%c3%a9")]
    [InlineData("/a%20b+c")]
    [InlineData("/'()*,:@!$&")]
    [InlineData("/[x]|{y}^`\"<>")]
    [InlineData("/?%zz=%")]
    [InlineData("/a?x=http://b/../c")]
    public async Task Target_IsForwardedByteForByte(string target)
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        var response = await proxy.AskAsync($"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Equal(200, response.Status);
        Assert.Equal(target, origin.Request.Target);
    }

    [Theory]
    [InlineData("/public/../admin")]
    [InlineData("/public/%2e%2e/admin")]
    [InlineData("/public/.%2E/admin")]
    [InlineData("/public/..;/admin")]
    [InlineData("/public/..;x=1/admin")]
    [InlineData("/public\\..\\admin")]
    [InlineData("/public/%5c../admin")]
    public async Task Target_ThatClimbsOutOfItsRoute_NeverReachesTheRoutesPool(string target)
    {
        await using var open = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var secret = ScriptedOrigin.Answering("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
        await using var proxy = await ProxyUnderTest.StartAsync($$"""
            proxy {
              pools { open.backends = [ "{{open.Url}}" ], secret.backends = [ "{{secret.Url}}" ] }
              routes = [ { name = open, path = "/public", pool = open }, { name = secret, path = "/admin", pool = secret } ]
            }
            """);

        var response = await proxy.AskAsync($"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n");

        // Refused, or judged as what an origin could take it for.
        Assert.True(response.Status is 400 or 403, $"{response}");
        Assert.Empty(open.Requests);
    }
}
