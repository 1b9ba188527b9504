using System.Net;
using ActorProxy.Host.Demo;

namespace ActorProxy.Host.Tests.Cli;

public sealed class DemoScreenTests
{
    private static readonly IPEndPoint[] Origins = [IPEndPoint.Parse("127.0.0.1:8081"), IPEndPoint.Parse("127.0.0.1:8082")];

    [Fact]
    public void Screen_FitsATerminalAndNamesWhatToTry()
    {
        var lines = Screen(colour: false).Split('\n');
        Assert.InRange(lines.Length, 1, 20);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
        Assert.Contains("  curl -X POST http://127.0.0.1:9900/api/demo/origins/1/stop", lines);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Screen_Colours_AreOnlyForATerminal(bool colour) =>
        Assert.Equal(colour, Screen(colour).Contains('\e', StringComparison.Ordinal));

    [Fact]
    public void Configuration_BuiltIn_IsValidWithAnyPorts()
    {
        var loaded = DemoConfiguration.Load(new DemoPorts(1, 2, 3), Origins);
        Assert.Empty(loaded.Errors);
        var settings = loaded.Configuration!.Settings;
        Assert.Equal("127.0.0.1:1", settings.Listeners.Single().Address.ToString());
        Assert.Equal(["127.0.0.1:8081", "127.0.0.1:8082"], settings.Pools.Single().Backends.Select(backend => backend.Id));
        Assert.False(settings.AccessLog.Enabled);
    }

    [Fact]
    public async Task Origins_PortTaken_SaysWhichAndLeavesNoneRunning()
    {
        await using var first = await DemoOrigins.StartAsync(new IPEndPoint(IPAddress.Loopback, 0));
        var taken = first.Addresses.Single();
        var failure = await Assert.ThrowsAnyAsync<IOException>(() => DemoOrigins.StartAsync(new IPEndPoint(IPAddress.Loopback, 0), taken));
        Assert.StartsWith($"origin 2 cannot listen on {taken}: another program does", failure.Message, StringComparison.Ordinal);
    }

    private static string Screen(bool colour) =>
        DemoScreen.Write(IPEndPoint.Parse("127.0.0.1:8080"), IPEndPoint.Parse("127.0.0.1:9900"), Origins, colour);
}
