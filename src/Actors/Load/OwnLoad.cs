using System.Collections.Immutable;
using ActorProxy.Actors.Settings;
using static ActorProxy.Actors.Load.LoadShareProtocol;

namespace ActorProxy.Actors.Load;

/// <summary>What this node has told of its requests in flight, from which follows what is left to tell.</summary>
/// <param name="Life">Of this node.</param>
/// <param name="Number">Of the last message.</param>
/// <param name="SinceWhole">Periods since all was told.</param>
/// <param name="Told">What the others know, unless a message was lost; without zeros.</param>
internal sealed record OwnLoad(long Life, long Number, int SinceWhole, ImmutableDictionary<BackendKey, int> Told)
{
    // More often than the others' patience ends, so that counts that do not change are not taken for those of a dead node.
    private const int WholeEvery = 3;

    public static OwnLoad Of(long life) => new(life, 0, 0, ImmutableDictionary<BackendKey, int>.Empty);

    /// <summary>
    /// A period is over: what is to be told, or null when there is nothing to say. A node without requests says so once and is silent.
    /// </summary>
    /// <param name="inFlight">What there is now, without zeros.</param>
    public (OwnLoad Next, LoadTold? Message) On(ImmutableDictionary<BackendKey, int> inFlight)
    {
        var isWhole = SinceWhole + 1 >= WholeEvery;
        var counts = isWhole ? inFlight : Changed(inFlight);
        var next = this with { SinceWhole = isWhole ? 0 : SinceWhole + 1, Told = inFlight };
        if (counts.IsEmpty && (!isWhole || Told.IsEmpty))
            return (next, null);
        var words = counts.Select(count => new LoadCount(count.Key.Pool, count.Key.Id, count.Value));
        return (next with { Number = Number + 1 }, new LoadTold(Life, Number + 1, isWhole, ValueList.Of(words)));
    }

    private ImmutableDictionary<BackendKey, int> Changed(ImmutableDictionary<BackendKey, int> inFlight) => inFlight
        .Where(count => Told.GetValueOrDefault(count.Key) != count.Value)
        .Concat(Told.Where(count => !inFlight.ContainsKey(count.Key)).Select(count => KeyValuePair.Create(count.Key, 0)))
        .ToImmutableDictionary();
}
