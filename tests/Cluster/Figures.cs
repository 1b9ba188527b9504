namespace ActorProxy.Cluster.Tests;

/// <summary>What was measured, for people: ACTORPROXY_CLUSTER_FIGURES=FILE makes some tests run longer and write there what they saw.</summary>
internal static class Figures
{
    private static readonly string? Path = Environment.GetEnvironmentVariable("ACTORPROXY_CLUSTER_FIGURES");

    public static bool AreWanted => Path is not null;

    public static void Write(string title, params string[] lines)
    {
        if (Path is not null)
            File.AppendAllText(Path, $"## {title}\n\n{string.Concat(lines.Select(line => $"- {line}\n"))}\n");
    }
}
