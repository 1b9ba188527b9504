using ActorProxy.Actors.Pools;

namespace ActorProxy.Actors.Balancing;

/// <summary>
/// The members that a picker chooses from, at least one. Weights are divided by what they have in common, so that only their
/// proportion counts. Laid end to end they cover the points from 0 to <see cref="Total"/>.
/// </summary>
internal sealed class WeightedMembers
{
    private readonly Backend[] _backends;
    private readonly int[] _weights;
    private readonly int[] _ends;

    public WeightedMembers(IReadOnlyList<PickerMember> members)
    {
        foreach (var member in members)
            ArgumentOutOfRangeException.ThrowIfLessThan(member.Weight, 1);

        _backends = [.. members.Select(member => member.Backend)];
        var common = members.Aggregate(0, (divisor, member) => CommonDivisor(member.Weight, divisor));
        _weights = [.. members.Select(member => member.Weight / common)];
        _ends = new int[_weights.Length];
        foreach (var (i, weight) in _weights.Index())
            Total = _ends[i] = checked(Total + weight);
    }

    /// <summary>How many.</summary>
    public int Count => _backends.Length;

    /// <summary>Sum of all weights.</summary>
    public int Total { get; }

    public Backend this[int index] => _backends[index];

    public int Weight(int index) => _weights[index];

    /// <summary>The member whose weight covers a point.</summary>
    public int At(int point)
    {
        var found = _ends.AsSpan().BinarySearch(point);
        return found < 0 ? ~found : found + 1;
    }

    /// <summary>A member by weighted chance, neither <paramref name="except"/> nor one that was tried; -1 when none is left.</summary>
    public int Draw(Random random, IReadOnlyList<Backend> tried, int except = -1) =>
        tried.Count == 0 ? DrawAny(random, except) : DrawUntried(random, tried, except);

    /// <summary>Whether a member has fewer requests in flight than another through all nodes, relative to weight.</summary>
    public bool IsLessBusy(int index, int other) =>
        InFlight(_backends[index]) * _weights[other] < InFlight(_backends[other]) * _weights[index];

    private static long InFlight(Backend backend) => (long)backend.InFlight + backend.ElsewhereInFlight;

    private int DrawAny(Random random, int except)
    {
        if (except < 0)
            return At(random.Next(Total));
        var weight = _weights[except];
        if (weight == Total)
            return -1;
        var point = random.Next(Total - weight);
        return At(point < _ends[except] - weight ? point : point + weight);
    }

    private int DrawUntried(Random random, IReadOnlyList<Backend> tried, int except)
    {
        var total = 0;
        for (var i = 0; i < Count; i++)
            total += IsLeft(i) ? _weights[i] : 0;
        if (total == 0)
            return -1;

        var point = random.Next(total);
        for (var i = 0; ; i++)
        {
            if (IsLeft(i) && (point -= _weights[i]) < 0)
                return i;
        }

        bool IsLeft(int i) => i != except && !tried.Has(_backends[i]);
    }

    private static int CommonDivisor(int a, int b) => b == 0 ? a : CommonDivisor(b, a % b);
}
