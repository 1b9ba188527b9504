using System.Diagnostics;

namespace ActorProxy.Bench.Load.Peers;

/// <summary>ActorProxy, published from this repository unless a path is given.</summary>
internal sealed class ActorProxyPeer(BenchOptions options) : Peer
{
    private string _program = "";

    public override string Name => "actorproxy";

    public override async Task PrepareAsync(Workspace workspace, CancellationToken cancel)
    {
        _program = options.ActorProxyPath ?? Path.Combine(await Dotnet.PublishAsync(workspace, "src/Host", cancel), "actorproxy");
        if (!File.Exists(_program))
            throw new BenchException($"there is no {_program}");

        var settings = string.Concat(options.Environment.Select(pair => $", {pair.Key}={pair.Value}"));
        Version = $"ActorProxy {await Tools.CommitAsync(workspace, cancel)} on .NET {Environment.Version}{settings}";
    }

    public override async Task<RunningPeer> StartAsync(Workspace workspace, Topology topology, CancellationToken cancel)
    {
        var port = workspace.FreePort();
        var config = workspace.Write($"actorproxy-{port}.conf", ActorProxyConfig.Text(port, workspace.FreePort(), topology));
        string[] run = ["run", "--config", config];
        var watch = Stopwatch.StartNew();
        var process = _program.EndsWith(".dll", StringComparison.Ordinal)
            ? workspace.Start("dotnet", [_program, .. run], options.Environment)
            : workspace.Start(_program, run, options.Environment);
        await Readiness.PrintsAsync(process, "ready", cancel);
        var startTime = watch.Elapsed;
        await Readiness.AnswersAsync(process, port, Origin.Small, cancel);
        return new RunningPeer(Name, port, process, startTime);
    }
}
