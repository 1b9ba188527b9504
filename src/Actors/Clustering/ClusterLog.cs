using ActorProxy.Actors.Settings;
using Akka.Event;

namespace ActorProxy.Actors.Clustering;

/// <summary>What is said about nodes.</summary>
internal static class ClusterLog
{
    public static void ClusterChanged(this ILoggingAdapter log, ClusterView before, ClusterView after)
    {
        if (after.IsUp && !before.IsUp)
            log.Info("This node, {0}, is a member of a cluster of {1}", after.Self, after.Members.Count);
        foreach (var member in after.Members.Where(member => member.Address != after.Self))
        {
            var old = before.Members.FirstOrDefault(one => one.Address == member.Address);
            if (member.Status == "up" && old?.Status != "up")
                log.Info("Node {0} is a member", member.Address);
            if (!member.IsReachable && old is { IsReachable: true })
                log.Warning("Node {0} cannot be reached", member.Address);
            if (member.IsReachable && old is { IsReachable: false })
                log.Info("Node {0} can be reached again", member.Address);
        }

        if (!after.IsUp)
            return;
        foreach (var gone in before.Members.Where(member => after.Members.All(one => one.Address != member.Address)))
            log.Warning("Node {0} is no member any more; it was {1}", gone.Address, gone.IsReachable ? gone.Status : "not reachable");
    }

    public static void ClusterFounded(this ILoggingAdapter log, ContactPoint self) =>
        log.Info("No other node is there: {0} founds a cluster", self);

    public static void ClusterGivesWay(this ILoggingAdapter log, ContactPoint other) =>
        log.Warning("{0} belongs to another cluster, which comes first: this node starts anew to join that", other);

    public static void ClusterLost(this ILoggingAdapter log) =>
        log.Warning("This node is no member any more; it serves as before and joins again");

    public static void ClusterCannotStart(this ILoggingAdapter log, Exception cause) =>
        log.Warning("This node cannot listen for others yet: {0}", cause.GetBaseException().Message);
}
