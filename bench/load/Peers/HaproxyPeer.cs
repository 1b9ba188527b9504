using System.Diagnostics;

namespace ActorProxy.Bench.Load.Peers;

/// <summary>HAProxy with two threads, connections to the origin shared by all clients, no log.</summary>
internal sealed class HaproxyPeer : Peer
{
    public override string Name => "haproxy";

    public override async Task PrepareAsync(Workspace workspace, CancellationToken cancel) =>
        Version = await Tools.VersionAsync(workspace, "haproxy", "-v", cancel);

    public override async Task<RunningPeer> StartAsync(Workspace workspace, Topology topology, CancellationToken cancel)
    {
        var port = workspace.FreePort();
        var config = workspace.Write($"haproxy-{port}.cfg", Config(port, topology));
        var watch = Stopwatch.StartNew();
        var process = workspace.Start("haproxy", ["-db", "-f", config]);
        await Readiness.AnswersAsync(process, topology.At(port), Origin.Small, cancel);
        return new RunningPeer(Name, topology.At(port), process, watch.Elapsed);
    }

    // Retries as nginx and ActorProxy have them: on another origin, when nothing came back. HAProxy reckons with two
    // descriptors for each client; idle ones need one, so limits that do not allow for two are no reason not to start. It
    // keeps idle connections to the origin while it has this share of all descriptors, where the default would soon close them.
    private static string Config(int port, Topology topology) => $"""
        global
          nbthread 2
          maxconn 12000
          no strict-limits
          tune.pool-low-fd-ratio 80
          tune.pool-high-fd-ratio 90
        defaults
          mode http
          timeout connect 60s
          timeout client 60s
          timeout server 60s
          timeout http-keep-alive 1h
          http-reuse always
          retries 2
          retry-on conn-failure empty-response
          option redispatch 1
        {CacheSection(topology)}
        frontend web
          bind 127.0.0.1:{port} backlog 4096{Tls(topology)}
          option forwardfor{Compression(topology)}
          http-request set-header X-Real-IP %[src]
          http-request set-header X-Forwarded-Proto {(topology.Tls is null ? "http" : "https")}
          default_backend origin
        backend origin
          balance roundrobin
          {(topology.Cached ? "http-request cache-use memory" : "")}
          {(topology.Cached ? "http-response cache-store memory" : "")}
        {string.Join('\n', topology.OriginPorts.Select(origin => $"  server origin-{origin} 127.0.0.1:{origin}{Checks(topology)}"))}

        """;

    private static string CacheSection(Topology topology) => !topology.Cached ? "" : """
        cache memory
          total-max-size 64
          max-age 3600
        """;

    private static string Tls(Topology topology) => topology.Tls is null ? "" :
        $" ssl crt {topology.Tls.Both} ssl-min-ver TLSv1.2 alpn {(topology.Http2 ? "h2,http/1.1" : "http/1.1")}";

    private static string Compression(Topology topology) => topology.Compression ? "\n  compression algo gzip\n  compression type application/json" : "";

    private static string Checks(Topology topology) => topology.OriginPorts.Count > 1 ? " check inter 1s" : "";
}
