using ActorProxy.Scenarios.Harness;

namespace ActorProxy.Scenarios.Compression;

/// <summary>What an operator sees of it.</summary>
public sealed class ObservationTests
{
    [Fact]
    public async Task Metrics_CountWhatWasEncodedByRouteAndCoding()
    {
        var page = Encoded.Page(50_000);
        await using var origin = ScriptedOrigin.Answering(Encoded.Response(page));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Encoded.On);

        var response = await proxy.AskAsync(Encoded.Get("gzip"));
        await proxy.AskAsync(Encoded.Get("identity"));
        await proxy.QuietAsync();
        var metrics = await proxy.Admin.GetStringAsync("/metrics");

        Assert.Contains("actorproxy_encoded_responses_total{route=\"site\",coding=\"gzip\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("actorproxy_encoded_in_bytes_total{route=\"site\",coding=\"gzip\"} 50000\n", metrics, StringComparison.Ordinal);
        Assert.Contains($"actorproxy_encoded_out_bytes_total{{route=\"site\",coding=\"gzip\"}} {response.Body.Length}\n", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_ShowsThePolicyAndWhatTheClientWouldGet()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("proxy.conf", """
            proxy {
              listeners.web.address = "127.0.0.1:0"
              pools.site.backends = ["http://127.0.0.1:1"]
              routes = [{ pool = site, compression { codings = [br, gzip], request-decompression = on } }]
            }
            """);

        var (code, output, errors) = await ProxyProcess.VerbAsync("explain", "--config", file, "GET", "http://a/", "-H", "Accept-Encoding: gzip");

        Assert.True(code == 0, errors);
        Assert.Contains("br (level 2), gzip (level 2), from 1024 bytes on", output, StringComparison.Ordinal);
        Assert.Contains("gzip for this client", output, StringComparison.Ordinal);
        Assert.Contains("decoded, at most 10485760 bytes then", output, StringComparison.Ordinal);
    }
}
