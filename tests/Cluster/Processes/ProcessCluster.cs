using System.Text.Json;
using ActorProxy.TestKit;

namespace ActorProxy.Cluster.Tests.Processes;

/// <summary>Several nodes as processes, with one configuration file and a file of its own for each.</summary>
internal sealed class ProcessCluster : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actorproxy-processes-");
    private readonly HttpClient _client = new() { Timeout = Patience.Limit };
    private readonly List<NodeProcess> _nodes = [];

    public IReadOnlyList<NodeProcess> Nodes => _nodes;

    /// <summary>Where each node is reached by the others; in the same order.</summary>
    public IReadOnlyList<int> Ports { get; private set; } = [];

    public static async Task<ProcessCluster> StartAsync(int nodes, string hocon)
    {
        var cluster = new ProcessCluster();
        var shared = cluster.Write("proxy.conf", hocon);
        var ports = cluster.Ports = [.. FreePorts.Take(nodes)];
        foreach (var port in ports)
        {
            var own = cluster.Write($"node-{port}.conf", $$"""
                proxy {
                  cluster { address = "127.0.0.1:{{port}}", seeds = [{{string.Join(", ", ports.Select(one => $"\"127.0.0.1:{one}\""))}}] }
                  listeners.web.address = "127.0.0.1:0", admin.address = "127.0.0.1:0", access-log.enabled = off
                }
                """);
            cluster._nodes.Add(new NodeProcess("run", "--config", shared, "--node", own, "--stop-with-input"));
        }

        await Task.WhenAll(cluster._nodes.Select(node => node.UntilReadyAsync()));
        await cluster.WaitForMembersAsync(nodes);
        return cluster;
    }

    /// <summary>Returns when each living node sees exactly so many members.</summary>
    public Task WaitForMembersAsync(int count) => Patience.UntilAsync($"each node sees {count} members", async () =>
    {
        foreach (var node in _nodes.Where(node => !node.HasExited))
        {
            var members = (await StatusAsync(node)).GetProperty("nodes").EnumerateArray().ToArray();
            if (members.Length != count || members.Any(member => member.GetProperty("status").GetString() != "up"))
                return false;
        }

        return true;
    });

    /// <summary>The epoch that each living node serves.</summary>
    public async Task<long[]> EpochsAsync() =>
        await Task.WhenAll(_nodes.Where(node => !node.HasExited).Select(async node => (await StatusAsync(node)).GetProperty("epoch").GetInt64()));

    /// <summary>A counter of a living node.</summary>
    public async Task<long> MetricAsync(NodeProcess node, string name)
    {
        var page = await _client.GetStringAsync(new Uri(node.Address("admin"), "/metrics"));
        var line = page.Split('\n').First(line => line.StartsWith(name + " ", StringComparison.Ordinal));
        return (long)double.Parse(line[(name.Length + 1)..], System.Globalization.CultureInfo.InvariantCulture);
    }

    public async Task<System.Net.HttpStatusCode> PutAsync(NodeProcess node, string hocon)
    {
        using var text = new StringContent(hocon);
        return (await _client.PutAsync(new Uri(node.Address("admin"), "/api/config"), text)).StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
        _client.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<JsonElement> StatusAsync(NodeProcess node) =>
        JsonDocument.Parse(await _client.GetStringAsync(new Uri(node.Address("admin"), "/api/status"))).RootElement;

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
