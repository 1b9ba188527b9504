using System.Diagnostics;

namespace ActorProxy.Bench.Load.Peers;

/// <summary>ActorProxy with the transport that it chooses itself, or with one that is named.</summary>
/// <param name="options">Environment variables.</param>
/// <param name="build">The program.</param>
/// <param name="transport">For <c>proxy.transport</c>; null: not in the configuration.</param>
internal sealed class ActorProxyPeer(BenchOptions options, ActorProxyBuild build, string? transport = null) : Peer
{
    /// <summary>Of the peer that chooses its transport itself; the others add the transport's name.</summary>
    public const string PlainName = "actorproxy";

    private string _program = "";

    public override string Name => transport is null ? PlainName : $"{PlainName}-{transport}";

    public override bool ByDefault => transport is null;

    public override async Task PrepareAsync(Workspace workspace, CancellationToken cancel)
    {
        _program = await build.ProgramAsync(workspace, cancel);
        var settings = options.Environment.Select(pair => $"{pair.Key}={pair.Value}");
        if (transport is not null)
            settings = settings.Prepend($"transport = {transport}");
        Version = string.Join(", ", settings.Prepend($"ActorProxy {await Tools.CommitAsync(workspace, cancel)} on .NET {Environment.Version}"));
    }

    public override async Task<RunningPeer> StartAsync(Workspace workspace, Topology topology, CancellationToken cancel)
    {
        var port = workspace.FreePort();
        var admin = workspace.FreePort();
        var config = workspace.Write($"{Name}-{port}.conf", ActorProxyConfig.Text(port, admin, topology, transport));
        string[] run = ["run", "--config", config];
        var watch = Stopwatch.StartNew();
        var process = _program.EndsWith(".dll", StringComparison.Ordinal)
            ? workspace.Start("dotnet", [_program, .. run], options.Environment)
            : workspace.Start(_program, run, options.Environment);
        await Readiness.PrintsAsync(process, "ready", cancel);
        var startTime = watch.Elapsed;
        await Readiness.AnswersAsync(process, topology.At(port), Origin.Small, cancel);
        return new RunningPeer(Name, topology.At(port), process, startTime) { Admin = new Endpoint(admin) };
    }
}
