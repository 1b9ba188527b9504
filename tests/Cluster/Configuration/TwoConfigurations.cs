using ActorProxy.TestKit;

namespace ActorProxy.Cluster.Tests.Configuration;

/// <summary>What tests of rollouts have in common: two origins, a configuration for each, and a look at who serves which.</summary>
public abstract class TwoConfigurations : IAsyncLifetime
{
    private protected FaultyOrigin First { get; } = FaultyOrigin.Answering("first");

    private protected FaultyOrigin Second { get; } = FaultyOrigin.Answering("second");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await First.DisposeAsync();
        await Second.DisposeAsync();
    }

    private protected static string Serving(FaultyOrigin origin) => $$"""
        proxy { pools.site.backends = ["{{origin.Url}}"], routes = [{ pool = site }] }
        """;

    private protected static async Task<ProxyUnderTest> CanaryAsync(ProxyCluster cluster, long epoch = 2)
    {
        ProxyUnderTest? canary = null;
        try
        {
            await Patience.UntilAsync("one node has the configuration on trial", () => (canary = cluster.Nodes.SingleOrDefault(node => node.Node.Control.Trial.Version is not null && node.Epoch == epoch)) is not null);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message}\n{string.Join('\n', cluster.Nodes.SelectMany(node => node.Log.Select(line => $"{node.Name} {line}")))}", late);
        }

        return canary!;
    }

    private protected static async Task AssertAllServeAsync(ProxyCluster cluster, long epoch, string body)
    {
        await Patience.UntilAsync($"all nodes serve configuration {epoch}", () => cluster.Nodes.All(node => node.Epoch == epoch));
        foreach (var node in cluster.Nodes)
            Assert.Equal(body, await node.Client.GetStringAsync("/"));
    }
}
