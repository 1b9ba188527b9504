using System.Diagnostics;

namespace ActorProxy.Bench.Load.Peers;

/// <summary>Varnish as it comes, with its store in memory. It takes part where responses are cached.</summary>
internal sealed class VarnishPeer : Peer
{
    public override string Name => "varnish";

    public override bool Fits(Topology topology) => topology.Cached && topology.Tls is null;

    public override async Task PrepareAsync(Workspace workspace, CancellationToken cancel) =>
        Version = await Tools.VersionAsync(workspace, "varnishd", "-V", cancel);

    public override async Task<RunningPeer> StartAsync(Workspace workspace, Topology topology, CancellationToken cancel)
    {
        var port = workspace.FreePort();
        var config = workspace.Write($"varnish-{port}.vcl", Config(topology.OriginPorts[0]));
        var watch = Stopwatch.StartNew();
        // No jail: the workspace belongs to whoever runs this program.
        var process = workspace.Start("varnishd",
        [
            "-F", "-j", "none", "-n", workspace.Folder($"varnish-{port}"), "-f", config,
            "-a", $"127.0.0.1:{port}", "-s", "malloc,64m", "-p", "timeout_idle=3600", "-p", "listen_depth=4096",
        ]);
        await Readiness.AnswersAsync(process, topology.At(port), Origin.Small, cancel);
        return new RunningPeer(Name, topology.At(port), process, watch.Elapsed);
    }

    private static string Config(int originPort) => $$"""
        vcl 4.1;
        backend origin { .host = "127.0.0.1"; .port = "{{originPort}}"; }
        """;
}
