using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Requests;

namespace ActorProxy.Actors.Balancing;

/// <summary>By weighted chance.</summary>
internal sealed class RandomPicker(WeightedMembers members, Random random) : Picker
{
    public override Backend? Pick(IRequestFacts request, IReadOnlyList<Backend> tried)
    {
        var index = members.Draw(random, tried);
        return index < 0 ? null : members[index];
    }
}
