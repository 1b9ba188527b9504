using ActorProxy.Host.Cli.Cluster;

namespace ActorProxy.TestKit;

/// <summary>
/// Ports that nobody listens on, for nodes that must know each other's before any of them runs. They are from below the range that the
/// system chooses from, so that nobody is given one before the node takes it.
/// </summary>
internal static class FreePorts
{
    private const int First = 15000;
    private const int Last = 32000;

    public static IReadOnlyList<int> Take(int count)
    {
        var ports = new SortedSet<int>();
        while (ports.Count < count)
        {
            var port = Random.Shared.Next(First, Last);
            if (LoopbackPort.IsFree(port))
                ports.Add(port);
        }

        return [.. ports];
    }
}
