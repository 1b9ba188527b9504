namespace ActorProxy.Bench.Load.Peers;

/// <summary>The HOCON file of ActorProxy.</summary>
internal static class ActorProxyConfig
{
    // What the other peers set: the built-in x-forwarded would send X-Forwarded-Host as well.
    private const string Headers = """
        request-headers { set { X-Real-IP = "$remote_addr", X-Forwarded-For = "$remote_addr", X-Forwarded-Proto = "$scheme" } }
        """;

    public static string Text(int port, int adminPort, Topology topology, string? transport) => $$"""
        proxy {
          {{(transport is null ? "" : $"transport = {transport}")}}
          listeners { web { address = "127.0.0.1:{{port}}"{{Tls(topology)}} } }
          admin { address = "127.0.0.1:{{adminPort}}" }
          access-log { enabled = off }
          sessions { key = "the same for all, so that cookies of one are good for the others" }
          forwarding { x-forwarded = off, forwarded = off, via = "" }
          limits { keep-alive-timeout = 1h }
          {{Cluster(topology.Node)}}
          pools {
            origin {
              balance = round-robin
              backends = [ {{string.Join(", ", topology.OriginPorts.Select(origin => $"\"http://127.0.0.1:{origin}\""))}} ]
              timeouts { connect = 60s, send = 60s, read = 60s }
              connections { max-idle = {{topology.Kept}}, idle-timeout = {{topology.KeptSeconds}}s }
              retries { attempts = 2, on = [connect-failure, reset] }
              {{(topology.Sticky ? "sticky { by = cookie }" : "")}}
            }
            {{BarePool(topology.BarePort)}}
          }
          routes = [
            { name = site, path = "/", pool = origin, {{Headers}}{{(topology.Compression ? ", compression = on" : "")}}{{(topology.Cached ? $", cache {{ peers = {(topology.PeerFetches ? "on" : "off")} }}" : "")}} }
            {{BareRoute(topology.BarePort)}}
        {{string.Join('\n', Enumerable.Range(0, topology.Routes).Select(Route))}}
          ]
        }
        """;

    private static string Tls(Topology topology) => topology.Tls is null ? "" : $$"""
        , protocols = [{{(topology.Http2 ? "h1, h2" : "h1")}}]
              certificates = [{ cert = "{{topology.Tls.Certificate}}", key = "{{topology.Tls.Key}}" }]
        """;

    private static string Cluster(NodePlace? node) => node is null ? "" : $$"""
        cluster { address = "127.0.0.1:{{node.Port}}", seeds = [ {{string.Join(", ", node.Seeds.Select(seed => $"\"127.0.0.1:{seed}\""))}} ] }
        """;

    private static string BarePool(int? port) => port is null ? "" : $$"""bare { backends = ["http://127.0.0.1:{{port}}"] }""";

    private static string BareRoute(int? port) => port is null ? "" : $$"""{ name = bare, path = "{{Topology.BarePath}}", pool = bare }""";

    private static string Route(int number)
    {
        var (host, path) = RouteSet.At(number);
        return $$"""    { name = route-{{number}}, hosts = ["{{host}}"], path = "{{path}}", pool = origin, {{Headers}} }""";
    }
}
