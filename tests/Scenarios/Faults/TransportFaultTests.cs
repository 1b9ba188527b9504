using ActorProxy.Scenarios.Harness;

namespace ActorProxy.Scenarios.Faults;

/// <summary>What the kernel refuses: rings, and descriptors.</summary>
public sealed class TransportFaultTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    [Fact]
    public async Task Auto_WhereRingsAreForbidden_ServesOnSocketsAndSaysWhy()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        using var folder = new TemporaryFolder();
        var config = folder.Write("proxy.conf", ProxyUnderTest.Configuration([origin], ProxyUnderTest.Listening + "\ntransport = auto"));
        await using var proxy = await ProxyProcess.RunWithoutRingsAsync(config);

        Assert.Equal("ok", (await proxy.AskAsync(Get)).Body);
        Assert.Contains(proxy.Lines, line => line.Contains("Bytes go by sockets: the kernel refuses io_uring", StringComparison.Ordinal));
    }

    [Fact]
    public async Task IoUring_WhereRingsAreForbidden_IsRefusedWithAReasonAndARemedy()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        using var folder = new TemporaryFolder();
        var config = folder.Write("proxy.conf", ProxyUnderTest.Configuration([origin], ProxyUnderTest.Listening + "\ntransport = io_uring"));
        await using var proxy = ProxyProcess.StartWithoutRings(config);

        Assert.NotEqual(0, await proxy.ExitAsync());
        await proxy.UntilLineAsync(line => line.Contains("proxy.transport = io_uring cannot be had: the kernel refuses io_uring", StringComparison.Ordinal));
        Assert.Contains(proxy.Lines, line => line.Contains("With auto or sockets the proxy starts", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Proxy_WithMoreClientsThanFiles_ServesThoseThatItHasAndBlamesNoBackend()
    {
        const int files = 400;
        await using var origin = ScriptedOrigin.Answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
        using var folder = new TemporaryFolder();
        var text = ProxyUnderTest.Configuration([origin], ProxyUnderTest.Listening + "\npools.site.health { active { interval = 100ms }, passive { } }");
        await using var proxy = await ProxyProcess.RunWithFilesAsync(files, folder.Write("proxy.conf", text));
        var clients = new List<RawClient>();
        for (var i = 0; i < files; i++)
            clients.Add(await RawClient.ConnectAsync(proxy.Endpoint("web")));
        await proxy.UntilLineAsync(line => line.Contains("no connection can be accepted", StringComparison.Ordinal));

        foreach (var client in clients[..50])
            Assert.Equal("ok", (await client.AskAsync(Get)).Body);

        Assert.InRange(OpenFiles(proxy), files / 2, files - 40);
        foreach (var client in clients)
            await client.DisposeAsync();
        Assert.Equal("ok", (await proxy.AskAsync(Get)).Body);
    }

    [Fact]
    public async Task Listener_WithoutAFreeDescriptor_AcceptsAgainWhenConnectionsHaveClosed()
    {
        const int files = 400;
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        using var folder = new TemporaryFolder();
        await using var proxy = await ProxyProcess.RunWithFilesAsync(files, folder.Write("proxy.conf", ProxyUnderTest.Configuration([origin], ProxyUnderTest.Listening)));
        // The first request loads code from files, which takes descriptors, too.
        await proxy.AskAsync(Get);
        var clients = new List<RawClient>();
        for (var i = 0; i < files; i++)
            clients.Add(await RawClient.ConnectAsync(proxy.Endpoint("web")));
        await proxy.UntilLineAsync(line => line.Contains("no connection can be accepted", StringComparison.Ordinal));

        const int leaving = files * 3 / 4;
        foreach (var client in clients[..leaving])
            await client.DisposeAsync();
        foreach (var client in clients[leaving..])
        {
            Assert.Equal("ok", (await client.AskAsync(Get)).Body);
            await client.DisposeAsync();
        }
    }

    private static int OpenFiles(ProxyProcess proxy) => Directory.EnumerateFileSystemEntries($"/proc/{proxy.Id}/fd").Count();
}
