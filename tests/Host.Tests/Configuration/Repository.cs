namespace ActorProxy.Host.Tests.Configuration;

/// <summary>Finds files of the repository from wherever the tests run.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "ActorProxy.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("no ActorProxy.sln above the tests");
        return folder.FullName;
    }
}
