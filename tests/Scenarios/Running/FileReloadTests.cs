using ActorProxy.Scenarios.Harness;

namespace ActorProxy.Scenarios.Running;

/// <summary>A person edits the file of a running proxy.</summary>
public sealed class FileReloadTests
{
    [Fact]
    public async Task File_EditedBrokenAndMendedUnderLoad_CostsNoResponse()
    {
        await using var first = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var second = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var third = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        using var folder = new TemporaryFolder();
        var file = folder.Write("proxy.conf", ProxyUnderTest.Configuration([first], ProxyUnderTest.Listening));
        await using var proxy = await ProxyProcess.RunAsync(file);
        await using var load = Load.Start(proxy.Endpoint("web"), connections: 8);
        await load.MoreAsync(100);

        folder.Write("proxy.conf", ProxyUnderTest.Configuration([second], ProxyUnderTest.Listening));
        await second.UntilAsync(_ => second.Requests.Count > 0);
        folder.Write("proxy.conf", ProxyUnderTest.Configuration([third], ProxyUnderTest.Listening) + "}");
        await proxy.UntilLineAsync(line => line.Contains("proxy.conf:", StringComparison.Ordinal));
        await load.MoreAsync(100);
        Assert.Empty(third.Requests);
        folder.Write("proxy.conf", ProxyUnderTest.Configuration([third], ProxyUnderTest.Listening));
        await third.UntilAsync(_ => third.Requests.Count > 0);

        await load.StopAsync();
    }

    [Fact]
    public async Task File_WrittenInPlace_IsReloaded()
    {
        await using var first = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var second = ScriptedOrigin.Answering("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecond");
        using var folder = new TemporaryFolder();
        var file = folder.Write("proxy.conf", ProxyUnderTest.Configuration([first], ProxyUnderTest.Listening));
        await using var proxy = await ProxyProcess.RunAsync(file);

        await File.WriteAllTextAsync(file, ProxyUnderTest.Configuration([second], ProxyUnderTest.Listening));

        await Patience.UntilAsync(async () => (await proxy.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).Body == "second");
    }

    [Fact]
    public async Task Hup_ReadsTheFileAndItsIncludesAgain()
    {
        await using var first = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var second = ScriptedOrigin.Answering("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecond");
        using var folder = new TemporaryFolder();
        folder.Write("pools.conf", $"proxy.pools.site.backends = [ \"{first.Url}\" ]");
        var file = folder.Write("proxy.conf", $$"""
            include required("pools.conf")
            proxy { {{ProxyUnderTest.Listening}}, routes = [ { name = site, path = "/", pool = site } ] }
            """);
        await using var proxy = await ProxyProcess.RunAsync(file);

        folder.Write("pools.conf", $"proxy.pools.site.backends = [ \"{second.Url}\" ]");
        await proxy.SignalAsync("HUP");

        await Patience.UntilAsync(async () => (await proxy.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).Body == "second");
    }

    [Fact]
    public async Task Hup_WhileAReloadWaitsForTheEndOfATrial_ReopensTheAccessLog()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        using var folder = new TemporaryFolder();
        var log = Path.Combine(folder.Path, "access.log");
        var text = ProxyUnderTest.Configuration([origin], $"{ProxyUnderTest.Listening}\naccess-log {{ enabled = on, path = \"{log}\" }}");
        await using var proxy = await ProxyProcess.RunAsync(folder.Write("proxy.conf", text));
        using var admin = new HttpClient { BaseAddress = new Uri($"http://{proxy.Endpoint("admin")}") };
        var put = admin.PutAsync(new Uri("/api/config?guard=10m", UriKind.Relative), new StringContent(text));
        await Patience.UntilAsync(async () => (await admin.GetStringAsync(new Uri("/metrics", UriKind.Relative))).Contains("\nactorproxy_config_on_trial 1\n", StringComparison.Ordinal));

        for (var times = 1; times <= 2; times++)
        {
            File.Move(log, $"{log}.{times}");
            await proxy.SignalAsync("HUP");
            await Patience.UntilAsync(() => File.Exists(log));
        }

        await admin.PostAsync(new Uri("/api/config/trial/keep", UriKind.Relative), null);
        Assert.True((await put).IsSuccessStatusCode);
        await proxy.UntilLineAsync(line => line.Contains("as configuration 3", StringComparison.Ordinal));
    }
}
