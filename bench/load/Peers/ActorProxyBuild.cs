namespace ActorProxy.Bench.Load.Peers;

/// <summary>The program of every ActorProxy peer: published from this repository, once for all of them, unless a path is given.</summary>
internal sealed class ActorProxyBuild(BenchOptions options)
{
    private Task<string>? _program;

    /// <summary>Where the program is.</summary>
    /// <exception cref="BenchException">It cannot be built, or is not where the option says; whoever asks next hears the same.</exception>
    public Task<string> ProgramAsync(Workspace workspace, CancellationToken cancel) => _program ??= FindAsync(workspace, cancel);

    private async Task<string> FindAsync(Workspace workspace, CancellationToken cancel)
    {
        var program = options.ActorProxyPath ?? Path.Combine(await Dotnet.PublishAsync(workspace, "src/Host", cancel), "actorproxy");
        return File.Exists(program) ? program : throw new BenchException($"there is no {program}");
    }
}
