using System.Net.Http.Json;
using System.Text.Json;
using ActorProxy.TestKit;

namespace ActorProxy.Cluster.Tests.Membership;

public sealed class MembershipTests
{
    [Fact]
    public async Task ThreeNodes_Started_AreMembersAndEachOfThemSaysSo()
    {
        await using var cluster = await ProxyCluster.StartAsync(3, """proxy.cluster.roles = [edge]""");

        foreach (var node in cluster.Nodes)
        {
            var status = await node.Admin.GetFromJsonAsync<JsonElement>("/api/status");
            Assert.Equal("up", status.GetProperty("cluster").GetString());
            var nodes = status.GetProperty("nodes").EnumerateArray().ToArray();
            Assert.Equal(cluster.Nodes.Select(one => one.Name).Order(), nodes.Select(one => one.GetProperty("address").GetString()).Order());
            Assert.All(nodes, one =>
            {
                Assert.Equal("up", one.GetProperty("status").GetString());
                Assert.Equal(1, one.GetProperty("epoch").GetInt64());
                Assert.Equal("edge", one.GetProperty("roles")[0].GetString());
            });
        }
    }

    [Fact]
    public async Task Node_WithoutACluster_HasNoPortForOthersAndIsItsOnlyNode()
    {
        await using var node = await ProxyUnderTest.StartAsync("");
        Assert.Null(node.ClusterActors);
        var status = await node.Admin.GetFromJsonAsync<JsonElement>("/api/status");
        Assert.Equal("off", status.GetProperty("cluster").GetString());
        Assert.Equal(1, status.GetProperty("nodes").GetArrayLength());
    }

    [Fact]
    public async Task Node_ThatTakesItsLeave_IsGoneAndCanComeBack()
    {
        await using var cluster = await ProxyCluster.StartAsync(3, "");
        await cluster[2].StopAsync();
        await cluster.WaitForMembersAsync(2, cluster[0], cluster[1]);

        await cluster.AddAsync(int.Parse(cluster[2].Name.Split(':')[1]));
        await cluster.WaitForMembersAsync(3, cluster[0], cluster[1], cluster[3]);
        Assert.DoesNotContain(cluster[0].Log, line => line.Contains("cannot be reached", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Node_CutOffAndMended_ServesAllTheTimeAndJoinsAgainByItself()
    {
        await using var origin = FaultyOrigin.Answering("here");
        await using var cluster = await ProxyCluster.StartAsync(3, $$"""
            proxy { pools.site.backends = ["{{origin.Url}}"], routes = [{ pool = site }] }
            """);
        var lost = cluster[2];

        cluster.CutOff(lost);
        await cluster.WaitForMembersAsync(2, cluster[0], cluster[1]);
        await lost.SaysAsync("joins again");
        Assert.Equal("here", await lost.Client.GetStringAsync("/"));
        await Patience.UntilAsync("the lost node has another system", () => lost.ClusterActors is { WhenTerminated.IsCompleted: false });

        cluster.Mend(lost);
        await cluster.WaitForMembersAsync(3);
        Assert.Equal("here", await lost.Client.GetStringAsync("/"));
    }

    [Fact]
    public async Task TwoNodes_WhereEveryPartGoesOn_AreOneAgainAfterACut()
    {
        await using var cluster = await ProxyCluster.StartAsync(2, "proxy.cluster.downing = keep-all");

        cluster.CutOff(cluster[1]);
        await cluster.WaitForMembersAsync(1);
        cluster.Mend(cluster[1]);

        await cluster.WaitForMembersAsync(2);
    }
}
