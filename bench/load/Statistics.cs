namespace ActorProxy.Bench.Load;

/// <summary>The middle of several measurements.</summary>
internal static class Statistics
{
    /// <summary>The mean of the middle two when their number is even; not a number when there are none.</summary>
    public static double Median(this IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
