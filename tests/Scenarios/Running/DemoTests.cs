using System.Text.RegularExpressions;
using ActorProxy.Scenarios.Harness;

namespace ActorProxy.Scenarios.Running;

/// <summary>The demo, tried as its first screen says.</summary>
public sealed partial class DemoTests
{
    [Fact]
    public async Task Demo_OnAnyPorts_DoesWhatItsFirstScreenSays()
    {
        await using var demo = ProxyProcess.Start("--port", "0", "--admin-port", "0", "--origin-port", "0");
        await demo.UntilLineAsync(line => line.Contains("Ctrl+C", StringComparison.Ordinal));
        var proxy = Address(demo, "proxy");
        using var client = new HttpClient { Timeout = Patience.Limit };

        var hellos = new HashSet<string>();
        for (var i = 0; i < 4; i++)
            hellos.Add(await client.GetStringAsync(proxy));
        Assert.Equal(2, hellos.Count);

        await ObeyAsync(client, demo, "/api/demo/origins/1/stop");
        for (var i = 0; i < 10; i++)
            Assert.Contains("origin 2", await client.GetStringAsync(proxy), StringComparison.Ordinal);
        await ObeyAsync(client, demo, "/api/demo/origins/1/start");
        await Patience.UntilAsync(async () => (await client.GetStringAsync(proxy)).Contains("origin 1", StringComparison.Ordinal));
    }

    private static Uri Address(ProxyProcess demo, string name)
    {
        var line = demo.Lines.First(line => line.TrimStart().StartsWith(name, StringComparison.Ordinal) && line.Contains("http://", StringComparison.Ordinal));
        return new Uri(Url().Match(line).Value);
    }

    // Does what a line of the screen says.
    private static async Task ObeyAsync(HttpClient client, ProxyProcess demo, string path)
    {
        var line = demo.Lines.Single(line => line.Contains("curl -X POST", StringComparison.Ordinal) && line.EndsWith(path, StringComparison.Ordinal));
        using var answer = await client.PostAsync(new Uri(Url().Match(line).Value), null);
        answer.EnsureSuccessStatusCode();
    }

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex Url();
}
