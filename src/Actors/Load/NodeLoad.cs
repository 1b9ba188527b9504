using System.Collections.Immutable;
using static ActorProxy.Actors.Load.LoadShareProtocol;

namespace ActorProxy.Actors.Load;

/// <summary>What another node has in flight, as far as it was heard.</summary>
/// <param name="Life">Of that node.</param>
/// <param name="Number">Of its last message.</param>
/// <param name="Quiet">Periods since then.</param>
/// <param name="Counts">Without zeros.</param>
internal sealed record NodeLoad(long Life, long Number, int Quiet, ImmutableDictionary<BackendKey, int> Counts)
{
    public static NodeLoad Unheard { get; } = new(long.MinValue, 0, 0, ImmutableDictionary<BackendKey, int>.Empty);

    /// <summary>The same when the message is older than what is known, or of a life that is over.</summary>
    public NodeLoad On(LoadTold message)
    {
        if (message.Life < Life || (message.Life == Life && message.Number <= Number))
            return this;
        var counts = (message.IsWhole || message.Life != Life ? Unheard.Counts : Counts).ToBuilder();
        foreach (var count in message.Counts)
        {
            var key = new BackendKey(count.Pool, count.Backend);
            if (count.InFlight > 0)
                counts[key] = count.InFlight;
            else
                counts.Remove(key);
        }

        return new NodeLoad(message.Life, message.Number, 0, counts.ToImmutable());
    }
}
