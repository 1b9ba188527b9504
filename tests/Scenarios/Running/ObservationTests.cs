using System.Net;
using System.Text.Json;
using ActorProxy.Scenarios.Harness;

namespace ActorProxy.Scenarios.Running;

/// <summary>What the program tells about itself: status, metrics, access log.</summary>
public sealed class ObservationTests
{
    [Fact]
    public async Task Requests_AreSeenInStatusMetricsAndAccessLog()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        using var folder = new TemporaryFolder();
        await using var proxy = await ProxyProcess.RunAsync(folder.Write("proxy.conf",
            ProxyUnderTest.Configuration([origin], ProxyUnderTest.Listening + "\naccess-log.enabled = on")));

        await proxy.AskAsync("GET /seen?x=1 HTTP/1.1\r\nHost: a\r\nUser-Agent: me\r\n\r\n");
        await proxy.AskAsync("POST /seen HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: cow\r\n\r\n");

        await proxy.UntilLineAsync(line => line.Contains("\"GET /seen?x=1 HTTP/1.1\" 200 2 ", StringComparison.Ordinal) && line.Contains(origin.Id, StringComparison.Ordinal));
        using var status = JsonDocument.Parse(await proxy.Admin.GetStringAsync(new Uri("/api/status", UriKind.Relative)));
        var backend = status.RootElement.GetProperty("pools")[0].GetProperty("backends")[0];
        Assert.Equal((origin.Id, 1, 0), (backend.GetProperty("id").GetString(), backend.GetProperty("requests").GetInt32(), backend.GetProperty("inFlight").GetInt32()));
        var metrics = await proxy.Admin.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Matches(@"(?m)^actorproxy_\w*requests_total\{.*site.*\} 1\b", metrics);
    }

    [Theory]
    [InlineData("/health/live", HttpStatusCode.OK)]
    [InlineData("/health/ready", HttpStatusCode.OK)]
    [InlineData("/api/status", HttpStatusCode.OK)]
    [InlineData("/metrics", HttpStatusCode.OK)]
    [InlineData("/api/config", HttpStatusCode.OK)]
    [InlineData("/api/config/history", HttpStatusCode.OK)]
    [InlineData("/nothing/here", HttpStatusCode.NotFound)]
    public async Task AdminApi_AnswersEveryNamedPath(string path, HttpStatusCode expected)
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        using var answer = await proxy.Admin.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(expected, answer.StatusCode);
    }
}
