namespace ActorProxy.Actors.Balancing;

/// <summary>
/// nginx's smooth weighted order, worked out once: in each turn every member gains its weight, the one with the most has the
/// turn and loses the weight of all. Weights 5, 1, 1 give a a b a c a a.
/// </summary>
internal sealed class SmoothRotation : Rotation
{
    private readonly ushort[] _order;

    public SmoothRotation(WeightedMembers members)
    {
        var gained = new int[members.Count];
        _order = new ushort[members.Total];
        for (var turn = 0; turn < _order.Length; turn++)
        {
            var most = 0;
            for (var i = 0; i < gained.Length; i++)
            {
                gained[i] += members.Weight(i);
                if (gained[i] > gained[most])
                    most = i;
            }

            gained[most] -= members.Total;
            _order[turn] = (ushort)most;
        }
    }

    public override int At(uint turn) => _order[turn % (uint)_order.Length];
}
