using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Load;

/// <summary>What LoadShareActors say to each other, and to themselves.</summary>
internal static class LoadShareProtocol
{
    /// <summary>From a node: so many requests it has in flight.</summary>
    /// <param name="Life">Of the sender; a later one has a larger number.</param>
    /// <param name="Number">Of the message in that life, counted up by one.</param>
    /// <param name="IsWhole">Backends that it does not name have none. Otherwise it names those that changed.</param>
    /// <param name="Counts">Absolute numbers, so that the next message mends what a lost one missed.</param>
    public sealed record LoadTold(long Life, long Number, bool IsWhole, ValueList<LoadCount> Counts) : IWireMessage;

    /// <summary>About one backend.</summary>
    public sealed record LoadCount(string Pool, string Backend, int InFlight);

    /// <summary>To itself: a period is over.</summary>
    public sealed record PeriodOver;
}
