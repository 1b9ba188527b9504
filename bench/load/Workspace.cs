using System.Net;
using System.Net.Sockets;

namespace ActorProxy.Bench.Load;

/// <summary>
/// A temporary directory, in memory where the system offers that, and every process started in it. Disposing stops the
/// processes, by their ids, and removes the directory.
/// </summary>
internal sealed class Workspace : IAsyncDisposable
{
    private const string Memory = "/dev/shm";

    private readonly HashSet<int> _ports = [];
    private readonly List<ChildProcess> _children = [];

    public Workspace()
    {
        var parent = Directory.Exists(Memory) ? Memory : Path.GetTempPath();
        Root = Directory.CreateDirectory(Path.Combine(parent, $"actorproxy-bench-{Environment.ProcessId}")).FullName;
    }

    /// <summary>The directory.</summary>
    public string Root { get; }

    /// <summary>Writes a file and says where it is.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(Root, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>A new directory below the temporary one.</summary>
    public string Folder(string name) => Directory.CreateDirectory(Path.Combine(Root, name)).FullName;

    /// <summary>A loopback port that the system chose and that nobody was given before.</summary>
    public int FreePort()
    {
        while (true)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
            if (_ports.Add(port))
                return port;
        }
    }

    /// <summary>Starts a process that is stopped with this workspace at the latest.</summary>
    public ChildProcess Start(string command, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var child = ChildProcess.Start(command, arguments, environment);
        _children.Add(child);
        return child;
    }

    /// <summary>Runs a process to its end and returns what it wrote to standard output.</summary>
    /// <exception cref="BenchException">It failed or took too long.</exception>
    public async Task<string> RunAsync(string command, IEnumerable<string> arguments, TimeSpan limit, CancellationToken cancel)
    {
        var child = Start(command, arguments);
        try
        {
            await child.Exited.WaitAsync(limit, cancel);
        }
        catch (TimeoutException)
        {
            throw new BenchException($"{command} did not end within {limit.TotalSeconds:0} s");
        }

        return child.ExitCode == 0 ? child.Output : throw new BenchException($"{command} failed: {child.LastWords}");
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var child in Enumerable.Reverse(_children))
            await child.DisposeAsync();
        Directory.Delete(Root, recursive: true);
    }
}
