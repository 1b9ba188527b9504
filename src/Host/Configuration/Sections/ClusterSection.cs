using System.Net;
using ActorProxy.Actors.Settings;
using ActorProxy.Hocon.Reading;
using ActorProxy.Host.Configuration.Values;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary><c>proxy.cluster</c>, laid over <c>proxy.defaults.cluster</c>.</summary>
internal static class ClusterSection
{
    private static readonly Dictionary<string, DiscoveryKind> Discoveries = new()
    {
        ["static"] = DiscoveryKind.Static,
        ["dns"] = DiscoveryKind.Dns,
        ["environment"] = DiscoveryKind.Environment,
    };

    private static readonly Dictionary<string, DowningKind> Downings = new()
    {
        ["keep-majority"] = DowningKind.KeepMajority,
        ["keep-all"] = DowningKind.KeepAll,
    };

    // Timers of actors are no finer.
    private static readonly TimeSpan ShortestLoadPeriod = TimeSpan.FromMilliseconds(50);

    public static ClusterSettings Read(HoconReader reader, Surroundings around)
    {
        var settings = new ClusterSettings(
            Address: reader.Parse("address", EndpointText.Parse) ?? new IPEndPoint(IPAddress.Loopback, 0),
            PublicHost: reader.Parse("public-host", text => text.Length == 0 ? text : HostText.Parse(text)) ?? "",
            Discovery: ReadDiscovery(reader),
            Tls: ReadTls(reader.Object("tls"), around),
            Downing: reader.Enum("downing", Downings),
            Times: new ClusterTimes(
                reader.Period("heartbeat"), reader.Period("heartbeat-pause"), reader.Period("stable-after"), reader.Period("join-patience")),
            Roles: reader.ParseList("roles", NameText.Parse),
            Lead: reader.Bool("lead"))
        {
            PeerPort = reader.Int("peer-port", 0, ushort.MaxValue),
            LoadPeriod = reader.PeriodOrOff("load-period", ShortestLoadPeriod),
        };
        CheckAddress(reader, settings, isInsecureMeant: reader.Bool("insecure"));
        return settings;
    }

    private static DiscoverySettings ReadDiscovery(HoconReader reader)
    {
        var discovery = new DiscoverySettings(
            reader.Enum("discovery", Discoveries),
            reader.ParseList("seeds", ContactText.Parse),
            reader.String("name"),
            reader.Int("port", 1, ushort.MaxValue),
            reader.String("variable"));
        if (discovery is { Kind: DiscoveryKind.Dns, Name: "" })
            reader.Error("discovery", "'dns' needs 'name', the name that has an address record for each node");
        return discovery;
    }

    private static ClusterTlsSettings? ReadTls(HoconReader reader, Surroundings around)
    {
        var tls = new ClusterTlsSettings(around.Path(reader, "cert"), around.Path(reader, "key"), around.Path(reader, "ca"));
        if (tls is { CertificatePath: "", KeyPath: "", CaPath: "" })
            return null;
        if (tls.CertificatePath.Length == 0 || tls.KeyPath.Length == 0 || tls.CaPath.Length == 0)
            reader.Error("nodes know each other by all three: 'cert' and 'key' of this node, and the 'ca' of all");
        else if (PemFiles.Certificate(tls.CertificatePath).Error is { } certificateError)
            reader.Error("cert", certificateError);
        else if (PemFiles.Key(tls.CertificatePath, tls.KeyPath).Error is { } keyError)
            reader.Error("key", keyError);
        else if (PemFiles.Certificate(tls.CaPath).Error is { } caError)
            reader.Error("ca", caError);
        return tls;
    }

    // Whoever reaches the port of a node without TLS can stop its actors and give it another configuration.
    private static void CheckAddress(HoconReader reader, ClusterSettings settings, bool isInsecureMeant)
    {
        var address = settings.Address.Address;
        if (!IPAddress.IsLoopback(address) && settings.Tls is null && !isInsecureMeant)
            reader.Error("address", $"{settings.Address} can be reached from other machines, and a node does what it is told: give tls {{ cert, key, ca }}, or say 'insecure = on'");
        if ((address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)) && settings.PublicHost.Length == 0)
            reader.Error("address", $"{address} is every address of this machine: say by which one other nodes reach it, as 'public-host'");
    }
}
