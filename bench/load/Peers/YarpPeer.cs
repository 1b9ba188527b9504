using System.Diagnostics;

namespace ActorProxy.Bench.Load.Peers;

/// <summary>YARP as its documentation sets it up (bench/load/yarp): server garbage collection, no logging.</summary>
internal sealed class YarpPeer : Peer
{
    private string _program = "";

    public override string Name => "yarp";

    public override bool Fits(Topology topology) => !topology.Cached;

    public override async Task PrepareAsync(Workspace workspace, CancellationToken cancel)
    {
        var folder = await Dotnet.PublishAsync(workspace, "bench/load/yarp", cancel);
        _program = Path.Combine(folder, "bench-yarp");
        var library = FileVersionInfo.GetVersionInfo(Path.Combine(folder, "Yarp.ReverseProxy.dll"));
        Version = $"YARP {library.ProductVersion?.Split('+')[0]} on .NET {Environment.Version}, server garbage collection";
    }

    public override async Task<RunningPeer> StartAsync(Workspace workspace, Topology topology, CancellationToken cancel)
    {
        var port = workspace.FreePort();
        var watch = Stopwatch.StartNew();
        string[] urls = [topology.At(port).Url(""), .. topology.OriginPorts.Select(origin => new Endpoint(origin).Url(""))];
        var process = workspace.Start(_program, urls, Tls(topology.Tls));
        await Readiness.AnswersAsync(process, topology.At(port), Origin.Small, cancel);
        return new RunningPeer(Name, topology.At(port), process, watch.Elapsed);
    }

    // Kestrel's own configuration, which the program reads from the environment.
    private static Dictionary<string, string> Tls(TlsFiles? files) => files is null ? [] : new()
    {
        ["Kestrel__Certificates__Default__Path"] = files.Certificate,
        ["Kestrel__Certificates__Default__KeyPath"] = files.Key,
    };
}
