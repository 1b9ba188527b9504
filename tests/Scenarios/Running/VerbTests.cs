using ActorProxy.Scenarios.Harness;

namespace ActorProxy.Scenarios.Running;

/// <summary>The verbs that look at a configuration without serving it.</summary>
public sealed class VerbTests
{
    private const string Valid = """
        proxy {
          listeners.web.address = "127.0.0.1:0"
          pools { api.backends = [ "http://127.0.0.1:1" ], rest.backends = [ "http://127.0.0.1:2" ] }
          routes = [ { name = api, hosts = ["api.example"], path = "/v1", pool = api }, { name = rest, path = "/", pool = rest } ]
        }
        """;

    [Fact]
    public async Task Check_OfAValidFile_ExitsZero()
    {
        using var folder = new TemporaryFolder();

        var (code, _, errors) = await ProxyProcess.VerbAsync("check", "--config", folder.Write("proxy.conf", Valid));

        Assert.Equal((0, ""), (code, errors));
    }

    [Fact]
    public async Task Check_OfAnInvalidFile_PrintsEveryErrorWithItsPlaceAndExitsOne()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("proxy.conf", """
            proxy {
              listeners.web.adress = "127.0.0.1:0"
              pools.api {
                backends = [ "ftp://127.0.0.1:1" ]
                timeouts.read = soon
              }
              routes = [ { name = api, path = "/", pool = apy } ]
            }
            """);

        var (code, output, errors) = await ProxyProcess.VerbAsync("check", "--config", file);

        Assert.Equal(1, code);
        var lines = (output + errors).Split('\n');
        foreach (var (line, key, hint) in new[] { (2, "proxy.listeners.web.adress", "address"), (4, "proxy.pools.api.backends", "ftp"), (5, "proxy.pools.api.timeouts.read", "soon"), (7, "proxy.routes", "apy") })
            Assert.Contains(lines, text => text.StartsWith($"{file}:{line}: {key}", StringComparison.Ordinal) && text.Contains(hint, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_OfAMissingFile_SaysSoAndExitsOne()
    {
        var (code, output, errors) = await ProxyProcess.VerbAsync("check", "--config", "/does/not/exist.conf");

        Assert.Equal(1, code);
        Assert.Contains("/does/not/exist.conf", output + errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "http://api.example/v1/x", "api")]
    [InlineData("POST", "http://api.example/v2", "rest")]
    [InlineData("GET", "http://other.example/v1", "rest")]
    public async Task Explain_TellsRouteAndPool(string method, string url, string expected)
    {
        using var folder = new TemporaryFolder();

        var (code, output, _) = await ProxyProcess.VerbAsync("explain", "--config", folder.Write("proxy.conf", Valid), method, url, "-H", "X-A: b");

        Assert.Equal(0, code);
        Assert.Matches($@"route\W+{expected}\b", output);
        Assert.Matches($@"pool\W+{expected}\b", output);
    }
}
