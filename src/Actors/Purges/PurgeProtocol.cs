using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Purges;

/// <summary>What the PurgeActors of all nodes say to each other.</summary>
internal static class PurgeProtocol
{
    /// <summary>To every other node. Answered by <see cref="Purged"/>.</summary>
    /// <param name="Origin">The life of the node that was asked.</param>
    /// <param name="Number">Of its purges, counted up by one.</param>
    /// <param name="Order">What is to go.</param>
    public sealed record Purge(string Origin, long Number, PurgeOrder Order) : IWireMessage;

    /// <summary>It is in force on a node.</summary>
    public sealed record Purged(long Number, NodePurge Result) : IWireMessage;

    /// <summary>So many purges of each origin are in force on the sender: whoever knows of fewer was away.</summary>
    public sealed record Known(ValueList<PurgeMark> Marks) : IWireMessage;

    /// <summary>How many purges of an origin.</summary>
    public sealed record PurgeMark(string Origin, long Number);

    /// <summary>From this node, where it is in force already: tell the others. Answered by <see cref="PurgeOutcome"/>.</summary>
    public sealed record Spread(PurgeOrder Order, NodePurge Here);

    /// <summary>To itself: who has not answered will not.</summary>
    public sealed record PatienceEnded(long Number);

    /// <summary>To itself: the others are to hear how many purges were made here.</summary>
    public sealed record TellDue;

    /// <summary>To itself: what is stored could not be made stale.</summary>
    public sealed record StaleDue;
}
