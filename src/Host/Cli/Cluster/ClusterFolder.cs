namespace ActorProxy.Host.Cli.Cluster;

/// <summary>The files of a local cluster, which go when it does.</summary>
internal sealed class ClusterFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("actorproxy-cluster-").FullName;

    /// <summary>Writes a file and gives its path.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(_path, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(_path, recursive: true);
}
