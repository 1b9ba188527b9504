using System.Globalization;
using System.Runtime.InteropServices;

namespace ActorProxy.Bench.Load;

/// <summary>What the numbers were measured on.</summary>
internal static class Machine
{
    /// <summary>One line for the report.</summary>
    public static string Describe() => string.Join(", ",
        Field("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString(),
        $"{Environment.ProcessorCount} cores",
        $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB",
        $"Linux {Environment.OSVersion.Version.ToString(3)}",
        Field("/etc/os-release", "PRETTY_NAME") ?? RuntimeInformation.OSDescription);

    /// <summary>How busy it was with other work: processes that wanted to run in the last minute.</summary>
    public static string LoadAverage() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    /// <summary>How many descriptors a process that this program starts may have: it raises its limit as far as it can.</summary>
    public static async Task<int> OpenFilesAsync(Workspace workspace, CancellationToken cancel)
    {
        var limit = (await workspace.RunAsync("/bin/sh", ["-c", "ulimit -n"], TimeSpan.FromSeconds(10), cancel)).Trim();
        return int.TryParse(limit, CultureInfo.InvariantCulture, out var count) ? count : int.MaxValue;
    }

    private static string? Field(string path, string name) => !File.Exists(path) ? null : File.ReadLines(path)
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(line => line[(line.IndexOfAny([':', '=']) + 1)..].Trim(' ', '"'))
        .FirstOrDefault();
}
