using System.Collections.Immutable;
using ActorProxy.Actors.Settings;
using static ActorProxy.Actors.Purges.PurgeProtocol;

namespace ActorProxy.Actors.Purges;

/// <summary>
/// The purges that are in force on a node, as a number for each origin, and those of its own that others have yet to answer. It outlives
/// the system that is a member, or purges made between two of them would be forgotten.
/// </summary>
/// <param name="Origin">The life of this node.</param>
internal sealed record PurgeState(string Origin)
{
    /// <summary>By origin, the number of its last purge.</summary>
    public ImmutableDictionary<string, long> Known { get; init; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>By number, those that are being spread.</summary>
    public ImmutableDictionary<long, PurgeSpread> Spreading { get; init; } = ImmutableDictionary<long, PurgeSpread>.Empty;

    /// <summary>The other members when this node was last one.</summary>
    public ImmutableHashSet<string> Others { get; init; } = [];

    /// <summary>How many purges were made here.</summary>
    public long Own => Known.GetValueOrDefault(Origin);

    /// <summary>All that this node knows, to be compared.</summary>
    public Known Marks => new(ValueList.Of(Known.Select(mark => new PurgeMark(mark.Key, mark.Value))));

    /// <summary>What was made here. Purges of one origin arrive in order, so this never tells of one that is still on its way.</summary>
    public Known OwnMark => new(ValueList.Of(Enumerable.Repeat(new PurgeMark(Origin, Own), Own > 0 ? 1 : 0)));

    /// <summary>A purge is in force here.</summary>
    public PurgeState Made() => this with { Known = Known.SetItem(Origin, Own + 1) };

    /// <summary>The last purge made here is being spread.</summary>
    public PurgeState Spread(PurgeSpread spread) => this with { Spreading = Spreading.SetItem(Own, spread) };

    /// <summary>Whether purges of this one's origin were missed before it.</summary>
    public bool HasMissedBefore(Purge purge) => purge.Number > Known.GetValueOrDefault(purge.Origin) + 1;

    /// <summary>Whether somebody knows of purges that were never in force here.</summary>
    public bool IsBehind(Known others) => others.Marks.Any(mark => mark.Number > Known.GetValueOrDefault(mark.Origin));

    /// <summary>It is in force here now, and if some were missed, all that is stored was made stale.</summary>
    public PurgeState On(Purge purge) => On(new Known(ValueList.Of(Enumerable.Repeat(new PurgeMark(purge.Origin, purge.Number), 1))));

    /// <summary>All that is stored was made stale after these.</summary>
    public PurgeState On(Known others) => this with
    {
        Known = Known.SetItems(others.Marks.Where(mark => mark.Number > Known.GetValueOrDefault(mark.Origin))
            .Select(mark => KeyValuePair.Create(mark.Origin, mark.Number))),
    };

    /// <summary>A node has answered.</summary>
    public PurgeState On(Purged answer) =>
        Spreading.TryGetValue(answer.Number, out var spread) ? this with { Spreading = Spreading.SetItem(answer.Number, spread.On(answer.Result)) } : this;

    /// <summary>A node is no member any more: nobody waits for it.</summary>
    public PurgeState Lost(string node) => this with { Spreading = Spreading.ToImmutableDictionary(one => one.Key, one => one.Value.Lost(node)) };

    /// <summary>Those who have not answered will not.</summary>
    public PurgeState On(PatienceEnded message) =>
        Spreading.TryGetValue(message.Number, out var spread) ? this with { Spreading = Spreading.SetItem(message.Number, spread.Ended()) } : this;

    /// <summary>Forgets one that was answered for.</summary>
    public PurgeState Done(long number) => this with { Spreading = Spreading.Remove(number) };
}
