using ActorProxy.Scenarios.Harness;

namespace ActorProxy.Scenarios.Running;

/// <summary>The classic configuration that users of nginx know, served by the program.</summary>
public sealed class ExampleTests
{
    [Fact]
    public async Task NginxExample_ServesTwoNamesFromTwoBackends()
    {
        await using var first = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var second = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        using var folder = new TemporaryFolder();
        await using var proxy = await ProxyProcess.RunAsync(folder.Write("mine.conf", $$"""
            include required(file("{{Example("nginx-example.conf")}}"))
            proxy.listeners { http.address = "127.0.0.1:0", https.address = "127.0.0.1:0" }
            proxy.admin.address = "127.0.0.1:0"
            proxy.pools.backend.backends = [ "{{first.Url}}", "{{second.Url}}" ]
            """));
        await using var client = await RawClient.ConnectAsync(proxy.Endpoint("http"));

        foreach (var host in new[] { "yourdomain.com", "www.yourdomain.com:80" })
            Assert.Equal(200, (await client.AskAsync($"GET /x?y HTTP/1.1\r\nHost: {host}\r\nX-Forwarded-For: 6.6.6.6\r\nX-Real-IP: 6.6.6.6\r\n\r\n")).Status);
        Assert.Equal(404, (await client.AskAsync("GET / HTTP/1.1\r\nHost: other\r\n\r\n")).Status);

        var (a, b) = (first.Request, second.Request);
        Assert.Equal(["www.yourdomain.com", "yourdomain.com"], new[] { a.Field("Host"), b.Field("Host") }.Order());
        foreach (var request in new[] { a, b })
            Assert.Equal(("127.0.0.1", "6.6.6.6, 127.0.0.1", "http"), (request.Field("X-Real-IP"), request.Field("X-Forwarded-For"), request.Field("X-Forwarded-Proto")));
    }

    private static string Example(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ActorProxy.sln")))
            folder = folder.Parent!;
        return Path.Combine(folder.FullName, "config/hocon/examples", name);
    }
}
