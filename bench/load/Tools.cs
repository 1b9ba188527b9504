using System.Text.RegularExpressions;

namespace ActorProxy.Bench.Load;

/// <summary>The programs that a measurement needs, and which versions were found.</summary>
internal static partial class Tools
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Name and version, for example <c>nginx 1.22.1</c>.</summary>
    /// <exception cref="BenchException">It is not installed.</exception>
    public static async Task<string> VersionAsync(Workspace workspace, string tool, string option, CancellationToken cancel)
    {
        // Some of these programs exit with an error after they have said their version, so the exit code says nothing.
        var child = workspace.Start(tool, [option]);
        await child.Exited.WaitAsync(Limit, cancel);
        var version = VersionNumber().Match(child.Output + child.Errors);
        return version.Success ? $"{tool} {version.Value}" : throw new BenchException($"{tool} is not installed");
    }

    /// <summary>The commit that is checked out, marked when there are changes.</summary>
    public static async Task<string> CommitAsync(Workspace workspace, CancellationToken cancel)
    {
        string[] describe = ["-C", Repository.Root, "describe", "--always", "--dirty"];
        return (await workspace.RunAsync("git", describe, Limit, cancel)).Trim();
    }

    [GeneratedRegex(@"\d+\.\d+(\.\d+)?")]
    private static partial Regex VersionNumber();
}
