namespace ActorProxy.Bench.Load;

/// <summary>Where this program was built: it publishes projects from there and writes its results there.</summary>
internal static class Repository
{
    /// <summary>The directory of ActorProxy.sln.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder, "ActorProxy.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new BenchException("this program must be run from where it was built, inside the repository");
    }
}
