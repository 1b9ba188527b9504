using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Requests;

namespace ActorProxy.Actors.Balancing;

/// <summary>In turn, by weight: one atomic increment for each pick.</summary>
internal sealed class RoundRobinPicker(WeightedMembers members, Turns turns) : Picker
{
    private readonly Rotation _rotation = Rotation.Of(members);

    internal override Turns? Turns => turns;

    public override Backend? Pick(IRequestFacts request, IReadOnlyList<Backend> tried)
    {
        // A retry takes turns of its own: always going to the neighbour would give it the whole share of a broken backend.
        for (var attempt = 0; attempt < members.Count; attempt++)
        {
            var backend = members[_rotation.At(turns.Next())];
            if (!tried.Has(backend))
                return backend;
        }

        for (var i = 0; i < members.Count; i++)
        {
            if (!tried.Has(members[i]))
                return members[i];
        }

        return null;
    }
}
