namespace ActorProxy.Scenarios.Semantics;

/// <summary>Which route a request takes, seen from outside.</summary>
public sealed class RoutingTests
{
    [Theory]
    [InlineData("a.example", "/", "exact-host")]
    [InlineData("A.EXAMPLE:8080", "/x", "exact-host")]
    [InlineData("x.a.example", "/", "wildcard")]
    [InlineData("y.x.a.example", "/", "wildcard")]
    [InlineData("other", "/", "rest")]
    [InlineData("127.0.0.1", "/", "rest")]
    [InlineData("[::1]:80", "/", "rest")]
    [InlineData("other", "/api", "prefix")]
    [InlineData("other", "/api/x", "prefix")]
    [InlineData("other", "/api?x", "prefix")]
    [InlineData("other", "/apix", "rest")]
    [InlineData("other", "/API", "rest")]
    [InlineData("other", "/%61pi/x", "prefix")]
    [InlineData("other", "/api%2Fx", "rest")]
    [InlineData("other", "/api/v2/x", "longer-prefix")]
    [InlineData("other", "/api/exact", "exact")]
    [InlineData("other", "/api/exact/x", "prefix")]
    [InlineData("other", "/api/v7/users", "regex")]
    [InlineData("other", "/x.JPG", "regex-any-case")]
    public async Task Request_TakesTheMostSpecificRoute(string host, string target, string route)
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.StartAsync($$"""
            proxy {
              pools.site.backends = [ "{{origin.Url}}" ]
              defaults.route.response-headers.set { X-Route = "$route" }
              routes = [
                { name = rest, path = "/", pool = site }
                { name = wildcard, hosts = ["*.a.example"], path = "/", pool = site }
                { name = exact-host, hosts = ["a.example"], path = "/", pool = site }
                { name = prefix, path = "/api", pool = site }
                { name = longer-prefix, path = "/api/v2", pool = site }
                { name = regex, path = "~ ^/api/v[3-9]/", pool = site }
                { name = regex-any-case, path = "~* \\.jpg$", pool = site }
                { name = exact, path = "= /api/exact", pool = site }
              ]
            }
            """);

        var response = await proxy.AskAsync($"GET {target} HTTP/1.1\r\nHost: {host}\r\n\r\n");

        Assert.Equal((200, route), (response.Status, response.Field("X-Route")));
    }

    [Fact]
    public async Task Request_ThatFitsNoRoute_Gets404AndTheConnectionGoesOn()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, """routes = [ { name = site, hosts = [known.example], path = "/in", pool = site } ]""");
        await using var client = await proxy.ConnectAsync();

        Assert.Equal(404, (await client.AskAsync("GET /in HTTP/1.1\r\nHost: unknown.example\r\n\r\n")).Status);
        Assert.Equal(404, (await client.AskAsync("GET /out HTTP/1.1\r\nHost: known.example\r\n\r\n")).Status);
        Assert.Equal(404, (await client.AskAsync("POST /out HTTP/1.1\r\nHost: known.example\r\nContent-Length: 2\r\n\r\nhi")).Status);
        Assert.Equal(200, (await client.AskAsync("GET /in HTTP/1.1\r\nHost: known.example\r\n\r\n")).Status);
        Assert.Equal("/in", origin.Request.Target);
    }
}
