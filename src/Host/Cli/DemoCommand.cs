using System.CommandLine;
using ActorProxy.Host.Demo;
using ActorProxy.Host.Diagnostics;

namespace ActorProxy.Host.Cli;

/// <summary>No arguments: two origins, the proxy in front of them, and a screen that says what to try.</summary>
internal static class DemoCommand
{
    private static readonly DemoPorts Usual = new();

    /// <summary>Makes it what the program does without a verb.</summary>
    public static void Configure(RootCommand root)
    {
        var proxy = Port("--port", "Port of the demo's proxy.", Usual.Proxy);
        var admin = Port("--admin-port", "Port of the demo's admin API.", Usual.Admin);
        var origin = Port("--origin-port", "Port of the demo's first origin; the second has the next one.", Usual.Origin);
        root.Add(proxy);
        root.Add(admin);
        root.Add(origin);
        root.SetAction((parsed, _) => RunAsync(
            new DemoPorts(parsed.GetValue(proxy), parsed.GetValue(admin), parsed.GetValue(origin)),
            parsed.InvocationConfiguration));
    }

    private static Option<int> Port(string name, string description, int usual)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "PORT", DefaultValueFactory = _ => usual };
        option.Validators.Add(parsed =>
        {
            if (parsed.GetValueOrDefault<int>() is < 0 or > 65534)
                parsed.AddError($"{name} must be 0 to 65534; 0 lets the system choose");
        });
        return option;
    }

    private static async Task<int> RunAsync(DemoPorts ports, InvocationConfiguration console)
    {
        try
        {
            await using var origins = await DemoOrigins.StartAsync(ports.Origins);
            using var logs = PlainLog.ToStandardError();
            var configuration = DemoConfiguration.Load(ports, origins.Addresses).Configuration!;
            var options = new NodeOptions(TimeProvider.System, logs) { File = "demo.conf", Demo = origins };
            await using var node = await ProxyNode.StartAsync(configuration, options);
            var colour = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null or "";
            var screen = DemoScreen.Write(node.Endpoints["web"], node.AdminEndpoint!, origins.Addresses, colour);
            await Service.ServeAsync(node, file: null, nodeFile: null, logs.CreateLogger("ActorProxy"), () => console.Output.WriteLineAsync(screen));
            return 0;
        }
        catch (IOException taken)
        {
            await console.Error.WriteLineAsync(taken.Message);
            await console.Error.WriteLineAsync($"Other ports for the demo: --port {Usual.Proxy} --admin-port {Usual.Admin} --origin-port {Usual.Origin}; 0 lets the system choose.");
            return 1;
        }
    }
}
