using System.Net;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Host.Cli.Cluster;

/// <summary>What one node of a local cluster has for itself: other ports than its neighbours.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Text">HOCON to be laid over what all share.</param>
internal sealed record NodePlan(int Number, string Text)
{
    private static readonly IPEndPoint UsualAddress = new(IPAddress.Loopback, 4053);

    /// <summary>Node 1 has the ports of the configuration, the others the next free ones; 0 stays 0.</summary>
    public static IReadOnlyList<NodePlan> For(ProxySettings settings, int nodes)
    {
        var taken = new HashSet<int>();
        var clusterPort = settings.Cluster?.Address is { Port: > 0 } address ? address.Port : UsualAddress.Port;
        var members = Enumerable.Range(0, nodes).Select(_ => new IPEndPoint(IPAddress.Loopback, Free(clusterPort, taken))).ToArray();
        return [.. members.Select((member, index) => new NodePlan(index + 1, TextOf(settings, member, members, index, taken)))];
    }

    private static string TextOf(ProxySettings settings, IPEndPoint member, IPEndPoint[] members, int index, HashSet<int> taken)
    {
        var listeners = settings.Listeners.Select(listener =>
            $"    listeners.\"{listener.Name}\".address = \"{Moved(listener.Address, index, taken)}\"");
        var admin = new IPEndPoint(IPAddress.Loopback, settings.Admin.Address.Port);
        // With two nodes there is no majority without the other one.
        var downing = settings.Cluster is null && members.Length == 2 ? "downing = keep-all" : "";
        return $$"""
            proxy {
                cluster {
                    address = "{{member}}", discovery = static, lead = {{(index == 0 ? "on" : "off")}}
                    peer-port = {{Moved(new IPEndPoint(IPAddress.Loopback, settings.Cluster?.PeerPort ?? 0), index, taken).Port}}
                    seeds = [{{string.Join(", ", members.Select(one => $"\"{one}\""))}}]
                    {{downing}}
                }
                admin { enabled = on, address = "{{Moved(admin, index, taken)}}" }
                access-log.enabled = off
            {{string.Join('\n', listeners)}}
            }
            """;
    }

    private static IPEndPoint Moved(IPEndPoint address, int index, HashSet<int> taken)
    {
        if (address.Port == 0)
            return address;
        return index == 0 && taken.Add(address.Port) ? address : new IPEndPoint(address.Address, Free(address.Port, taken));
    }

    private static int Free(int from, HashSet<int> taken)
    {
        for (var port = from; port <= ushort.MaxValue; port++)
        {
            if (!taken.Contains(port) && LoopbackPort.IsFree(port) && taken.Add(port))
                return port;
        }

        throw new IOException($"there is no free port above {from}");
    }
}
