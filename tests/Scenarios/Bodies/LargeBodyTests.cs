using ActorProxy.Scenarios.Harness;

namespace ActorProxy.Scenarios.Bodies;

/// <summary>Bodies far larger than memory should be, up and down, unchanged.</summary>
public sealed class LargeBodyTests
{
    private const long Megabyte = 1024 * 1024;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Body_OfManyMegabytes_ArrivesUnchangedInLittleMemory(bool chunked) => await CarryAsync(256 * Megabyte, chunked);

    [FactIf("ACTORPROXY_LONG_TESTS")]
    public async Task Body_OfFourGigabytes_ArrivesUnchangedInLittleMemory() => await CarryAsync(4096 * Megabyte, chunked: false);

    [Fact]
    public async Task Origin_IsNotReadFasterThanTheClientReads()
    {
        var taken = new TaskCompletionSource<long>();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.AnswerOnceAsync($"HTTP/1.1 200 OK\r\nContent-Length: {256 * Megabyte}\r\n\r\n");
            taken.SetResult(await Payload.SendUntilStalledAsync(connection, 256 * Megabyte));
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, "limits.min-body-rate = 0");
        await using var client = await RawClient.ConnectAsync(proxy.Endpoint("web"), receiveBuffer: 4096);

        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

        // The rest is the kernel's: socket buffers on both sides of the proxy.
        Assert.InRange(await taken.Task.WaitAsync(Patience.Limit), 0, 32 * Megabyte);
    }

    [Fact]
    public async Task Client_IsNotReadFasterThanTheOriginReads()
    {
        var done = new TaskCompletionSource();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await done.Task;
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, "limits.min-body-rate = 0");
        await using var client = await proxy.ConnectAsync();

        await client.SendAsync($"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: {256 * Megabyte}\r\n\r\n");
        var taken = await Payload.SendUntilStalledAsync(client, 256 * Megabyte);
        done.SetResult();

        Assert.InRange(taken, 0, 32 * Megabyte);
    }

    private static async Task CarryAsync(long length, bool chunked)
    {
        var expected = Payload.Sum(length);
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            var sum = await Payload.ReadAsync(connection, length, chunked);
            await connection.SendAsync($"HTTP/1.1 200 OK\r\nX-Sum: {sum}\r\n{Payload.Framing(length, chunked)}\r\n\r\n");
            await Payload.SendAsync(connection, length, chunked);
            await connection.WaitForEndAsync();
        });
        using var folder = new TemporaryFolder();
        await using var proxy = await ProxyProcess.RunAsync(folder.Write("proxy.conf", ProxyUnderTest.Configuration([origin], ProxyUnderTest.Listening)));
        await using var client = await RawClient.ConnectAsync(proxy.Endpoint("web"));

        await client.SendAsync($"POST / HTTP/1.1\r\nHost: a\r\n{Payload.Framing(length, chunked)}\r\n\r\n");
        await Payload.SendAsync(client, length, chunked);
        var head = await client.ReadThroughAsync("\r\n\r\n");

        Assert.Contains($"X-Sum: {expected}\r\n", head, StringComparison.Ordinal);
        Assert.Equal(expected, await Payload.ReadAsync(client, length, chunked));
        Assert.InRange(proxy.PeakMemory(), 0, 200 * Megabyte);
    }
}
