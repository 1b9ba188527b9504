using static ActorProxy.Bench.Load.ReportTable;

namespace ActorProxy.Bench.Load.Soak;

/// <summary>What a proxy held before, under and after the load.</summary>
/// <param name="FirstRest">After the warm-up, when its load had stopped.</param>
/// <param name="Loaded">Under load, at even intervals.</param>
/// <param name="LastRest">When the load had stopped.</param>
internal sealed record SoakTrace(ProcessSample FirstRest, IReadOnlyList<ProcessSample> Loaded, ProcessSample LastRest)
{
    private const int StrayDescriptors = 5; // Timers and a log that rotates come and go.
    private const double SteadyGrowth = 1.2;

    /// <summary>In words, for a caption.</summary>
    public string Verdict => Suspicions.Count > 0 ? $"leak suspected: {string.Join("; ", Suspicions)}" : "no leak suspected";

    /// <summary>What speaks for a leak.</summary>
    public IReadOnlyList<string> Suspicions => FindSuspicions();

    /// <summary>One row for each thing that is held.</summary>
    public ReportTable Table(string proxy) => new(
        [proxy, "first rest", "first", "max", "last", "last rest"],
        [
            Row("descriptors", "0", sample => sample.Descriptors),
            Row("threads", "0", sample => sample.Threads),
            Row("RSS MB", "0.0", sample => sample.ResidentBytes / 1e6),
        ],
        $"{proxy}: {Verdict}");

    private string[] Row(string name, string format, Func<ProcessSample, double> of)
    {
        var loaded = Loaded.Select(of).DefaultIfEmpty(double.NaN).ToArray();
        double[] figures = [of(FirstRest), loaded[0], loaded.Max(), loaded[^1], of(LastRest)];
        return [name, .. figures.Select(figure => Cell(figure, format))];
    }

    private List<string> FindSuspicions()
    {
        var suspicions = new List<string>();
        if (LastRest.Descriptors > FirstRest.Descriptors + StrayDescriptors)
            suspicions.Add($"{LastRest.Descriptors - FirstRest.Descriptors} more descriptors at rest");

        // The first fifth is left out, in which caches and the heap find their size.
        var growth = ResidentMedian(fifth: 4) / ResidentMedian(fifth: 1);
        if (growth > SteadyGrowth)
            suspicions.Add($"RSS grew by {(growth - 1) * 100:0} % from the second fifth of the time to the last");
        return suspicions;
    }

    private double ResidentMedian(int fifth) =>
        Loaded.Take((Loaded.Count * fifth / 5)..(Loaded.Count * (fifth + 1) / 5)).Select(sample => (double)sample.ResidentBytes).Median();
}
