using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Requests;

namespace ActorProxy.Actors.Balancing;

/// <summary>
/// The less busy of two different ones drawn by weighted chance: nearly as even as looking at all of them, without the herd that
/// runs to the one idle backend (Mitzenmacher, "The power of two choices").
/// </summary>
internal sealed class RandomTwoPicker(WeightedMembers members, Random random) : Picker
{
    public override Backend? Pick(IRequestFacts request, IReadOnlyList<Backend> tried)
    {
        var first = members.Draw(random, tried);
        if (first < 0)
            return null;
        var second = members.Draw(random, tried, except: first);
        return members[second >= 0 && members.IsLessBusy(second, first) ? second : first];
    }
}
