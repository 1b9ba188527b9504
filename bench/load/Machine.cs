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

    private static string? Field(string path, string name) => !File.Exists(path) ? null : File.ReadLines(path)
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(line => line[(line.IndexOfAny([':', '=']) + 1)..].Trim(' ', '"'))
        .FirstOrDefault();
}
