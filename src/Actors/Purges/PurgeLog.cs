using Akka.Event;

namespace ActorProxy.Actors.Purges;

/// <summary>What is said about purges.</summary>
internal static class PurgeLog
{
    public static void StoredIsStale(this ILoggingAdapter log) =>
        log.Info("This node may have missed purges: all that it has stored is stale, and asked about before it is used");

    public static void PurgeCannotBeKept(this ILoggingAdapter log, Exception cause) =>
        log.Warning("A purge cannot be kept for what is on disk, and is tried again: {0}", cause.Message);

    public static void PurgeUnreached(this ILoggingAdapter log, IEnumerable<string> nodes) =>
        log.Warning("A purge has not reached {0}; what is stored there turns stale when they are back", string.Join(", ", nodes));
}
