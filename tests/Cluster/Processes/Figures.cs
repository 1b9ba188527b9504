namespace ActorProxy.Cluster.Tests.Processes;

/// <summary>What tests measure on the way, in the file that ACTORPROXY_CLUSTER_FIGURES names; they do more then.</summary>
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
