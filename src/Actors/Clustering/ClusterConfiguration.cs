using System.Globalization;
using ActorProxy.Actors.Settings;
using ActorProxy.Actors.Supervision;
using Akka.Configuration;

namespace ActorProxy.Actors.Clustering;

/// <summary>
/// Akka's configuration of the system that is a member: ours where correctness or safety depends on it, then the operator's, then
/// our defaults, which fail over in seconds where Akka's own take three quarters of a minute.
/// </summary>
internal static class ClusterConfiguration
{
    // Nothing but our own messages and Akka's internal ones is sent or read: no type name comes from the wire. Another LMDB than the
    // one that is there would be needed for durable data, of which there is none.
    private const string Required = """
        akka {
          actor {
            provider = cluster
            serialization-settings.allow-unregistered-types = false
            serializers {
              wire = "ActorProxy.Actors.Clustering.WireSerializer, ActorProxy.Actors"
              json = "ActorProxy.Actors.Clustering.RejectingSerializer, ActorProxy.Actors"
            }
            serialization-bindings { "ActorProxy.Actors.Clustering.IWireMessage, ActorProxy.Actors" = wire }
            serialization-identifiers {
              "ActorProxy.Actors.Clustering.WireSerializer, ActorProxy.Actors" = 1001
              "ActorProxy.Actors.Clustering.RejectingSerializer, ActorProxy.Actors" = 1
            }
          }
          extensions = []
          cluster {
            seed-nodes = []
            run-coordinated-shutdown-when-down = on
            sharding {
              state-store-mode = ddata
              remember-entities = off
              distributed-data.durable.keys = []
            }
            distributed-data.durable.keys = []
          }
        }
        """;

    // Where shards are is written to a majority at once, and its gossip only mends what that has missed. It is not cheap: the same places come out
    // as other bytes on each node, so that every round carries all of them.
    private const string Defaults = """
        akka {
          remote {
            retry-gate-closed-for = 1s
            log-remote-lifecycle-events = off
            dot-netty.tcp {
              maximum-frame-size = 4MiB
              send-buffer-size = 4MiB
              receive-buffer-size = 4MiB
              connection-timeout = 5s
            }
          }
          coordinated-shutdown.phases {
            cluster-exiting.timeout = 5s
            cluster-exiting-done.timeout = 5s
          }
          cluster {
            periodic-tasks-initial-delay = 100ms
            gossip-interval = 200ms
            leader-actions-interval = 200ms
            unreachable-nodes-reaper-interval = 200ms
            seed-node-timeout = 3s
            retry-unsuccessful-join-after = 2s
            down-removal-margin = 10ms
            failure-detector.expected-response-after = 300ms
            split-brain-resolver.down-all-when-unstable = on
            distributed-data { gossip-interval = 200ms, notify-subscribers-interval = 50ms }
            sharding {
              retry-interval = 200ms
              shard-start-timeout = 2s
              handoff-timeout = 5s
              buffer-size = 10000
              distributed-data { gossip-interval = 2s, notify-subscribers-interval = 500ms }
            }
            singleton { hand-over-retry-interval = 300ms, min-number-of-hand-over-retries = 15 }
            singleton-proxy { singleton-identification-interval = 300ms, buffer-size = 100, log-singleton-identification-failure = off }
            pub-sub { gossip-interval = 200ms, send-to-dead-letters-when-no-subscribers = off }
          }
        }
        """;

    /// <param name="settings">From <c>proxy.cluster</c>.</param>
    /// <param name="json">The operator's <c>{"akka": {…}}</c>, or empty.</param>
    public static Config From(ClusterSettings settings, string json) => ConfigurationFactory.ParseString(Of(settings))
        .WithFallback(ConfigurationFactory.ParseString(Required))
        .WithFallback(AkkaConfiguration.From(json, ConfigurationFactory.ParseString(Defaults)));

    // What comes from a person is an address, a word of a list or a number of milliseconds by now, except for names, which are quoted.
    private static string Of(ClusterSettings settings) => $$"""
        akka {
          remote.dot-netty.tcp {
            hostname = {{Quoted(settings.Address.Address.ToString())}}
            public-hostname = {{Quoted(settings.Host)}}
            port = {{settings.Address.Port.ToString(CultureInfo.InvariantCulture)}}
            enable-ssl = {{(settings.Tls is null ? "off" : "on")}}
          }
          cluster {
            roles = [{{string.Join(", ", settings.Roles.Select(Quoted))}}]
            failure-detector.heartbeat-interval = {{Milliseconds(settings.Times.Heartbeat)}}
            failure-detector.acceptable-heartbeat-pause = {{Milliseconds(settings.Times.Pause)}}
            {{DowningOf(settings)}}
          }
        }
        """;

    private static string DowningOf(ClusterSettings settings) => settings.Downing == DowningKind.KeepAll
        ? $"""
            downing-provider-class = "Akka.Cluster.AutoDowning, Akka.Cluster"
            auto-down-unreachable-after = {Milliseconds(settings.Times.StableAfter)}
            """
        : $"""
            downing-provider-class = "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster"
            split-brain-resolver.active-strategy = keep-majority
            split-brain-resolver.stable-after = {Milliseconds(settings.Times.StableAfter)}
            """;

    private static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0}ms");

    // Host names, addresses and roles are checked when they are read: none has a quote or a backslash.
    private static string Quoted(string text) => $"\"{text}\"";
}
