using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Requests;

namespace ActorProxy.Actors.Balancing;

/// <summary>
/// By key, so that a key stays with its backend while that one is there, on every node alike. Weighted rendezvous hashing
/// (Thaler and Ravishankar 1998; Schindelhauer and Schomaker 2005): keys fall into slots, in each slot every backend has a
/// score of its own, weight / -ln(u) with u a hash of slot and backend between 0 and 1, and the highest score has the slot.
/// A backend that leaves gives up only its slots, spread over all others, and the order of members or a factor common to all
/// weights means nothing. A request without a key goes in turn.
/// </summary>
internal sealed class ConsistentHashPicker(WeightedMembers members, Template key, Turns turns) : Picker
{
    // Enough that even 1000 backends get about their share; the table stays below the large object heap.
    private const int Slots = 1 << 15;

    private readonly RoundRobinPicker _keyless = new(members, turns);
    private readonly ulong[] _identities = [.. Enumerable.Range(0, members.Count).Select(i => StableHash.Of(members[i].Id))];

    // Index + 1 of the winner, 0 where nobody has asked yet. Whoever asks first fills it in; two at once write the same.
    private readonly ushort[] _winners = new ushort[Slots];

    internal override Turns? Turns => turns;

    public override Backend? Pick(IRequestFacts request, IReadOnlyList<Backend> tried)
    {
        var hash = new StableHash();
        key.AppendTo(ref hash, request);
        if (hash.IsEmpty)
            return _keyless.Pick(request, tried);

        var slot = (int)(hash.Value % Slots);
        var winner = _winners[slot] - 1;
        if (winner < 0)
            _winners[slot] = (ushort)((winner = Winner(slot, [])) + 1);
        if (tried.Has(members[winner]))
            winner = Winner(slot, tried);
        return winner < 0 ? null : members[winner];
    }

    private int Winner(int slot, IReadOnlyList<Backend> tried)
    {
        var seed = StableHash.Mix((ulong)slot + 1);
        var winner = -1;
        var highest = double.NegativeInfinity;
        for (var i = 0; i < members.Count; i++)
        {
            var score = Score(seed, i);
            if (score <= highest || tried.Has(members[i]))
                continue;
            highest = score;
            winner = i;
        }

        return winner;
    }

    private double Score(ulong seed, int index)
    {
        var bits = StableHash.Mix(seed ^ _identities[index]) >> 11;
        var unit = (bits + 0.5) / (1UL << 53);
        return members.Weight(index) / -Math.Log(unit);
    }
}
