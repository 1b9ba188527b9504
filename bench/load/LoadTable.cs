using static ActorProxy.Bench.Load.ReportTable;

namespace ActorProxy.Bench.Load;

/// <summary>Which figure of the CPU a table compares.</summary>
/// <param name="Header">With its unit.</param>
/// <param name="Format">Of the number.</param>
/// <param name="Of">Takes it from a measurement.</param>
internal sealed record CpuFigure(string Header, string Format, Func<Measurement, double> Of)
{
    public static readonly CpuFigure PerRequest = new("CPU µs/request", "0.0", measurement => measurement.CpuMicrosecondsPerRequest);
    public static readonly CpuFigure PerGigabyte = new("CPU s/GB", "0.00", measurement => measurement.CpuSecondsPerGigabyte);
}

/// <summary>Proxies side by side under one load: medians over the rounds, errors summed.</summary>
internal static class LoadTable
{
    public static ReportTable From(string caption, CpuFigure figure, IReadOnlyList<(string Proxy, IReadOnlyList<Measurement> Rounds)> results)
    {
        var cpu = results.ToDictionary(result => result.Proxy, result => Median(result.Rounds, figure.Of));
        string[] header =
        [
            "proxy", figure.Header, "least-most", .. References(cpu).Select(name => $"vs {name}"),
            "requests/s", "p50 ms", "p99 ms", "RSS MB", "errors",
        ];
        return new ReportTable(header, [.. results.Select(result => Row(result.Proxy, result.Rounds, figure, cpu))], caption);
    }

    private static string[] Row(string proxy, IReadOnlyList<Measurement> rounds, CpuFigure figure, Dictionary<string, double> cpu) =>
    [
        proxy,
        Cell(cpu[proxy], figure.Format),
        $"{Cell(rounds.Min(figure.Of), figure.Format)}-{Cell(rounds.Max(figure.Of), figure.Format)}",
        .. References(cpu).Select(name => Cell(cpu[proxy] / cpu[name], "0.00")),
        Cell(Median(rounds, round => round.RequestsPerSecond), "0"),
        Cell(Median(rounds, round => Milliseconds(round.Run.P50)), "0.00"),
        Cell(Median(rounds, round => Milliseconds(round.Run.P99)), "0.00"),
        Cell(Median(rounds, round => round.ResidentBytes / 1e6), "0.0"),
        Cell(rounds.Sum(round => round.Errors), "0"),
    ];

    private static IEnumerable<string> References(Dictionary<string, double> cpu) => BenchRun.References.Where(cpu.ContainsKey);

    private static double Milliseconds(TimeSpan? time) => time?.TotalMilliseconds ?? double.NaN;

    private static double Median(IEnumerable<Measurement> rounds, Func<Measurement, double> figure) => rounds.Select(figure).Median();
}
