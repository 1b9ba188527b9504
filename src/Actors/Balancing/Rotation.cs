namespace ActorProxy.Actors.Balancing;

/// <summary>
/// An endless order of members, by turn, in which each has its exact share of every cycle and its turns lie far apart.
/// A cycle has as many turns as the members have weight.
/// </summary>
internal abstract class Rotation
{
    private const int LongestTable = 2048;

    /// <summary>The smoothest rotation that does not take too much time and memory to prepare.</summary>
    public static Rotation Of(WeightedMembers members) =>
        members.Total <= LongestTable ? new SmoothRotation(members) : new StrideRotation(members);

    /// <summary>Index of the member whose turn it is.</summary>
    public abstract int At(uint turn);
}
