namespace ActorProxy.Bench.Load;

/// <summary>Publishes projects of the repository.</summary>
internal static class Dotnet
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>A Release build of a project in a folder of the workspace; leaves no build server behind.</summary>
    public static async Task<string> PublishAsync(Workspace workspace, string project, CancellationToken cancel)
    {
        var folder = workspace.Folder(Path.GetFileName(project) + "-published");
        string[] arguments =
        [
            "publish", Path.Combine(Repository.Root, project), "-c", "Release", "-o", folder, "-v", "quiet", "--nologo",
            "-nodeReuse:false", "-p:UseSharedCompilation=false",
        ];
        await workspace.RunAsync("dotnet", arguments, Limit, cancel);
        return folder;
    }
}
