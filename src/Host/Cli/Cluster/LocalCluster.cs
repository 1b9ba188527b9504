using System.Text.Json;
using ActorProxy.Host.Admin;

namespace ActorProxy.Host.Cli.Cluster;

/// <summary>Several nodes on this machine.</summary>
internal sealed class LocalCluster(TextWriter errors) : IAsyncDisposable
{
    private readonly List<LocalNode> _nodes = [];
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(3) };

    public IReadOnlyList<LocalNode> Nodes => _nodes;

    public void Start(int number, string config, string nodeFile) => _nodes.Add(new LocalNode(number, config, nodeFile, errors));

    /// <summary>What a node says about all; null while it says nothing.</summary>
    public async Task<StatusReport?> AskAsync(LocalNode node)
    {
        if (node.HasExited || !node.Ready.IsCompleted || AdminOf(await node.Ready) is not { } admin)
            return null;
        try
        {
            var json = await _client.GetStringAsync(new Uri($"http://{admin}/api/status"));
            return JsonSerializer.Deserialize(json, AdminJson.Readable.StatusReport);
        }
        catch (Exception silent) when (silent is HttpRequestException or OperationCanceledException or JsonException)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        // All at once: taking leave of others takes longer when they go one after the other.
        await Task.WhenAll(_nodes.Select(node => node.DisposeAsync().AsTask()));
    }

    private static string? AdminOf(string ready) =>
        ready.Split(' ').FirstOrDefault(part => part.StartsWith("admin=", StringComparison.Ordinal))?["admin=".Length..];
}
