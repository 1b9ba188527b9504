using System.Numerics;

namespace ActorProxy.Actors.Balancing;

/// <summary>
/// An order for weights whose sum is too large for a table: the weights are laid end to end and walked in steps of the golden
/// section. The step has no divisor in common with the sum, so a cycle meets every point once and the shares are exact.
/// </summary>
internal sealed class StrideRotation : Rotation
{
    private const double GoldenSection = 0.6180339887498949;

    private readonly WeightedMembers _members;
    private readonly ulong _stride;

    public StrideRotation(WeightedMembers members)
    {
        _members = members;
        _stride = (ulong)(members.Total * GoldenSection);
        while (BigInteger.GreatestCommonDivisor(_stride, members.Total) != 1)
            _stride++;
    }

    public override int At(uint turn) => _members.At((int)(turn * _stride % (ulong)_members.Total));
}
