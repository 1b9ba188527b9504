using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Requests;

namespace ActorProxy.Actors.Balancing;

/// <summary>The fewest requests in flight relative to weight; among equals the one whose turn it is, or the next after it.</summary>
internal sealed class LeastConnectionsPicker(WeightedMembers members, Turns turns) : Picker
{
    private readonly Rotation _rotation = Rotation.Of(members);

    internal override Turns? Turns => turns;

    public override Backend? Pick(IRequestFacts request, IReadOnlyList<Backend> tried)
    {
        var best = -1;
        var index = _rotation.At(turns.Next());
        for (var seen = 0; seen < members.Count; seen++)
        {
            if (!tried.Has(members[index]) && (best < 0 || members.IsLessBusy(index, best)))
                best = index;
            index = index + 1 < members.Count ? index + 1 : 0;
        }

        return best < 0 ? null : members[best];
    }
}
