using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Rollouts;

/// <summary>What the coordinator (RolloutActor) and the nodes (ConfigurationActor) say to each other, once there is a <see cref="Proposal"/>.</summary>
internal static class RolloutProtocol
{
    /// <summary>To the coordinator: what do all serve? Answered by <see cref="Current"/>.</summary>
    public sealed record CatchUp(string Node, long Epoch) : IWireMessage;

    /// <summary>From the coordinator: this, and nothing else. The one that is served is the first.</summary>
    public sealed record Current(ValueList<ConfigurationVersion> History, byte[] CookieKey) : IWireMessage;

    /// <summary>From a new coordinator: where do you stand? Answered by <see cref="Standing"/>.</summary>
    public sealed record GetStanding : IWireMessage;

    /// <summary>What a node serves as decided, what it has prepared for, and what it serves on trial; none: an epoch of 0.</summary>
    public sealed record Standing(
        string Node, ValueList<ConfigurationVersion> History, ConfigurationVersion Prepared, ConfigurationVersion OnTrial) : IWireMessage;

    /// <summary>From the coordinator: could you serve this? Answered by <see cref="Prepared"/>.</summary>
    public sealed record Prepare(ConfigurationVersion Version) : IWireMessage;

    /// <summary>It could; or it could not, and why.</summary>
    public sealed record Prepared(
        string Node, long Epoch, ValueList<RolloutProblem> Problems, ValueList<string> RestartNeeded) : IWireMessage;

    /// <summary>From the coordinator, to one node: serve it on trial, and watch. Answered by <see cref="Watched"/>.</summary>
    public sealed record TryOut(ConfigurationVersion Version, GuardSettings Guard) : IWireMessage;

    /// <summary>The trial is over. Said again until the coordinator decides; where it found a breach, the node has undone it already.</summary>
    public sealed record Watched(long Epoch, WatchReport Report) : IWireMessage;

    /// <summary>To the coordinator: somebody has seen enough of what is on trial. Answered by <see cref="RolloutOutcome"/>.</summary>
    /// <param name="Epoch">Only if this one is on trial; 0: whichever is.</param>
    /// <param name="IsKept">Whether all are to serve it; or else none.</param>
    public sealed record EndTrial(long Epoch, bool IsKept) : IWireMessage;

    /// <summary>From the coordinator, to the node that watches: the same. Answered by <see cref="Watched"/>, with the figures so far.</summary>
    public sealed record EndWatch(long Epoch, bool IsKept) : IWireMessage;

    /// <summary>From the coordinator: serve it. Answered by <see cref="Committed"/>.</summary>
    public sealed record Commit(ConfigurationVersion Version) : IWireMessage;

    /// <summary>It serves it.</summary>
    public sealed record Committed(string Node, long Epoch) : IWireMessage;

    /// <summary>From the coordinator: forget it, and where it is on trial, serve again what was before it.</summary>
    public sealed record Abort(long Epoch) : IWireMessage;

    /// <summary>To the coordinator itself: who has not answered will not.</summary>
    public sealed record DeadlinePassed(long Epoch);

    /// <summary>To the node itself: look at the figures.</summary>
    public sealed record LookDue;

    /// <summary>To the node itself: end a trial that nobody leads.</summary>
    public sealed record UndoDue(string Reason);

    /// <summary>To the node itself: the others have to be asked again.</summary>
    public sealed record CatchUpDue;

    /// <summary>None.</summary>
    public static ConfigurationVersion Nothing { get; } = new(0, DateTimeOffset.UnixEpoch, "", "", "");
}
