using System.Net;
using ActorProxy.Host.Configuration;

namespace ActorProxy.Host.Demo;

/// <summary>The built-in demo.conf with the ports that this run of the demo has.</summary>
internal static class DemoConfiguration
{
    /// <summary>Loads it. It has no error: a test sees to that.</summary>
    public static LoadResult Load(DemoPorts ports, IEnumerable<IPEndPoint> origins)
    {
        var text = $"""
            {Embedded()}
            proxy.listeners.web.address = "127.0.0.1:{ports.Proxy}"
            proxy.admin.address = "127.0.0.1:{ports.Admin}"
            proxy.pools.demo.backends = [{string.Join(", ", origins.Select(origin => $"\"http://{origin}\""))}]
            # Standard output carries the demo's screen.
            proxy.access-log.enabled = off

            """;
        return ConfigurationLoader.LoadText(text, "demo.conf", Directory.GetCurrentDirectory());
    }

    private static string Embedded()
    {
        using var stream = typeof(DemoConfiguration).Assembly.GetManifestResourceStream("demo.conf")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <summary>Where the demo listens, on loopback; 0 lets the system choose.</summary>
/// <param name="Proxy">The proxy.</param>
/// <param name="Admin">The admin API.</param>
/// <param name="Origin">The first origin; the second has the next one.</param>
internal sealed record DemoPorts(int Proxy = 8080, int Admin = 9900, int Origin = 8081)
{
    /// <summary>Where the two origins listen.</summary>
    public IPEndPoint[] Origins =>
        [new(IPAddress.Loopback, Origin), new(IPAddress.Loopback, Origin == 0 ? 0 : Origin + 1)];
}
