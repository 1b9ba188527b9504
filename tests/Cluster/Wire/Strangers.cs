using System.Net;
using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Settings;
using ActorProxy.TestKit;
using Akka.Actor;
using Akka.Configuration;

namespace ActorProxy.Cluster.Tests.Wire;

/// <summary>Systems of actors that are no proxies, at the door of one that is.</summary>
internal static class Strangers
{
    public static ClusterSettings Settings(ClusterTlsSettings? tls = null) => new(
        new IPEndPoint(IPAddress.Loopback, 0),
        "",
        new DiscoverySettings(DiscoveryKind.Static, ValueList.Empty<ContactPoint>(), "", 1, ""),
        tls,
        DowningKind.KeepMajority,
        new ClusterTimes(TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(1500), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5)),
        ValueList.Empty<string>(),
        Lead: false);

    /// <summary>A node of the version after this one.</summary>
    public static ActorSystem Next() => ActorSystem.Create(
        ClusterRuntime.SystemName,
        ConfigurationFactory.ParseString($$"""
            akka.actor {
              serializers.wire = "{{typeof(NextSerializer).AssemblyQualifiedName}}"
              serialization-identifiers { "{{typeof(NextSerializer).AssemblyQualifiedName}}" = 1001 }
            }
            """).WithFallback(ClusterConfiguration.From(Settings(), "")));

    /// <summary>Akka as it comes, which sends whatever it is given as JSON with type names.</summary>
    public static ActorSystem Plain() => ActorSystem.Create(
        ClusterRuntime.SystemName,
        ConfigurationFactory.ParseString("""
            akka { loglevel = OFF, stdout-loglevel = OFF, actor.provider = remote, remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 } }
            """));

    /// <summary>The actor that answers for a node.</summary>
    public static ActorSelection NodeOf(this ActorSystem system, ProxyUnderTest node, string protocol = "akka.tcp") =>
        system.ActorSelection($"{protocol}://{ClusterRuntime.SystemName}@{node.Name}/user/{NodeActor.Name}");
}
