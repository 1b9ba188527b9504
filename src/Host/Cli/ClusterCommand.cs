using System.CommandLine;
using ActorProxy.Host.Cli.Cluster;
using ActorProxy.Host.Configuration;
using ActorProxy.Host.Demo;
using ActorProxy.Host.Diagnostics;

namespace ActorProxy.Host.Cli;

/// <summary><c>cluster --nodes N</c>: several nodes as processes on this machine, for trying things out.</summary>
internal static class ClusterCommand
{
    private const int Usual = 3;
    private const int Most = 20;

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var nodes = new Option<int>("--nodes", "-n") { Description = "How many.", HelpName = "N", DefaultValueFactory = _ => Usual };
        nodes.Validators.Add(parsed =>
        {
            if (parsed.GetValueOrDefault<int>() is < 1 or > Most)
                parsed.AddError($"--nodes must be 1 to {Most}");
        });
        var config = new Option<string?>("--config", "-c")
        {
            Description = "The configuration that all share; without it, the demo with its two origins.",
            HelpName = "FILE",
        };
        var command = new Command("cluster", "Starts N nodes as processes on this machine and shows who is a member and where to send requests.") { nodes, config };
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(nodes), parsed.GetValue(config), parsed.InvocationConfiguration));
        return command;
    }

    private static async Task<int> RunAsync(int nodes, string? config, InvocationConfiguration console)
    {
        using var logs = PlainLog.ToStandardError();
        using var signals = new Signals(logs.CreateLogger("ActorProxy"));
        using var folder = new ClusterFolder();
        await using var origins = config is null ? await DemoOrigins.StartAsync(new DemoPorts(Origin: 0).Origins) : null;
        var file = config ?? folder.Write("demo.conf", DemoConfiguration.Load(new DemoPorts(), origins!.Addresses).Configuration!.Text);

        var loaded = ConfigurationLoader.LoadFile(file);
        foreach (var problem in loaded.Errors)
            await console.Error.WriteLineAsync(problem.ToString());
        if (loaded.Configuration is not { Settings: var settings })
            return 1;

        await using var cluster = new LocalCluster(console.Error);
        foreach (var plan in NodePlan.For(settings, nodes))
            cluster.Start(plan.Number, file, folder.Write($"node-{plan.Number}.conf", plan.Text));
        await ClusterScreen.ShowUntilAsync(signals.Stop, cluster, console.Output);
        return 0;
    }
}
