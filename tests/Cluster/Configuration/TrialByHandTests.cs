using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ActorProxy.Host.Cli;
using ActorProxy.TestKit;
using static ActorProxy.Actors.Rollouts.RolloutProtocol;

namespace ActorProxy.Cluster.Tests.Configuration;

/// <summary>What an operator can do while one node has a configuration on trial for all: on any node.</summary>
public sealed class TrialByHandTests : TwoConfigurations
{
    // Longer than any test waits.
    private const string Trial = "guard=10m";

    [Fact]
    public async Task Keep_OnANodeThatNeitherLeadsNorTries_LetsAllServeIt()
    {
        await using var cluster = await ProxyCluster.StartAsync(3, Serving(First));
        var (put, leader, canary, third) = await TryOutAsync(cluster);
        (await canary.Client.GetAsync(new Uri("/", UriKind.Relative))).Dispose();

        var (status, kept) = await EndAsync(third, "keep");

        Assert.True(status == HttpStatusCode.OK, $"{kept}");
        Assert.Equal((2, canary.Name), (kept.GetProperty("epoch").GetInt32(), kept.GetProperty("watched").GetProperty("node").GetString()));
        Assert.StartsWith("kept by hand", kept.GetProperty("watched").GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, kept.GetProperty("watched").GetProperty("requests").GetInt32());
        Assert.Equal((HttpStatusCode.OK, $"{kept}"), await AnswerOf(put));
        await AssertAllServeAsync(cluster, epoch: 2, "second");
        await leader.SaysAsync("ended by hand: it is to be kept");
        Assert.Equal(HttpStatusCode.NotFound, (await EndAsync(third, "keep")).Status);
    }

    [Fact]
    public async Task Undo_OnANodeThatNeitherLeadsNorTries_GoesBackNow()
    {
        await using var cluster = await ProxyCluster.StartAsync(3, Serving(First));
        var (put, leader, canary, third) = await TryOutAsync(cluster);

        var (status, undone) = await EndAsync(third, "undo");

        Assert.True(status == HttpStatusCode.OK, $"{undone}");
        Assert.Equal((1, canary.Name), (undone.GetProperty("epoch").GetInt32(), undone.GetProperty("watched").GetProperty("node").GetString()));
        // At once, not soon.
        Assert.Equal((1, "first"), (canary.Epoch, await canary.Client.GetStringAsync("/")));
        var (told, body) = await put;
        Assert.True(told == HttpStatusCode.Conflict, body);
        Assert.Equal("undone by hand", JsonDocument.Parse(body).RootElement.GetProperty("error").GetString());
        await AssertAllServeAsync(cluster, epoch: 1, "first");
        await leader.SaysAsync("ended by hand: it is to be undone");
        await canary.SaysAsync("The trial of configuration 2 is undone here, 1 is served again: undone by hand");
        Assert.Equal(HttpStatusCode.NotFound, (await EndAsync(third, "undo")).Status);
    }

    [Fact]
    public async Task Command_OnANodeThatNeitherLeadsNorTries_NamesTheCanaryAndEndsTheTrial()
    {
        await using var cluster = await ProxyCluster.StartAsync(3, Serving(First));
        var (put, _, canary, third) = await TryOutAsync(cluster);

        Assert.Equal((0, $"configuration 2 is on trial on {canary.Name}; config trial keep or config trial undo ends that\n"), await CommandAsync(third));
        var (code, output) = await CommandAsync(third, "undo");

        Assert.Equal(0, code);
        Assert.StartsWith($"configuration 1 is served\nwatched on {canary.Name} for ", output, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await put).Status);
        Assert.Equal((0, "nothing is on trial; configuration 1 is served\n"), await CommandAsync(third));
    }

    [Fact]
    public async Task Change_DuringATrial_IsRefusedAtOnceAndNotMadeLater()
    {
        await using var cluster = await ProxyCluster.StartAsync(3, Serving(First));
        await cluster[0].PutConfigurationAsync(Serving(First), "so that there is one to go back to");
        await AssertAllServeAsync(cluster, epoch: 2, "first");
        var (put, _, _, third) = await TryOutAsync(cluster, epoch: 3);

        foreach (var node in cluster.Nodes)
        {
            AssertIsRefused(await node.PutConfigurationAsync(Serving(Second)));
            AssertIsRefused(await node.PutConfigurationAsync(Serving(Second), more: "guard=1s"));
            using var rollback = await node.Admin.PostAsync(new Uri("/api/config/rollback", UriKind.Relative), null);
            AssertIsRefused((rollback.StatusCode, await rollback.Content.ReadAsStringAsync()));
        }

        await EndAsync(third, "undo");
        await put;
        // The next number is the next one of all: nothing came in between.
        var (status, body) = await third.PutConfigurationAsync(Serving(Second));
        Assert.True(status == HttpStatusCode.OK, body);
        await AssertAllServeAsync(cluster, epoch: 4, "second");
        Assert.All(cluster.Nodes, node => Assert.Equal([4, 2, 1], node.Node.Control.History.Select(version => version.Epoch)));
    }

    [Fact]
    public async Task File_ThatChangesDuringATrial_IsServedAfterIt()
    {
        await using var cluster = await ProxyCluster.StartAsync(3, Serving(First) + "\nproxy.cluster.lead = on");
        var (put, _, _, third) = await TryOutAsync(cluster);
        var control = third.Node.Control;
        var file = control.ApplyFileAsync("site.conf", () => control.Load(control.History[0].Text, "site.conf"));
        await third.SaysAsync("site.conf waits and is proposed again");
        Assert.False(file.IsCompleted);

        Assert.Equal(HttpStatusCode.OK, (await EndAsync(third, "keep")).Status);

        Assert.Equal(HttpStatusCode.OK, (await put).Status);
        Assert.Equal(3, (await file).Epoch);
        await AssertAllServeAsync(cluster, epoch: 3, "first");
        Assert.All(cluster.Nodes, node => Assert.Equal([3, 2, 1], node.Node.Control.History.Select(version => version.Epoch)));
    }

    [Fact]
    public async Task Trial_WhileThereIsOne_IsInTheStatusOfEveryNodeAndInTheMetricsOfTheCanary()
    {
        await using var cluster = await ProxyCluster.StartAsync(3, Serving(First));
        var (put, _, canary, third) = await TryOutAsync(cluster);
        foreach (var node in cluster.Nodes)
        {
            var nodes = (await node.Admin.GetFromJsonAsync<JsonElement>("/api/status")).GetProperty("nodes").EnumerateArray();
            var tries = Assert.Single(nodes, one => one.GetProperty("onTrial").ValueKind == JsonValueKind.Number);
            Assert.Equal((canary.Name, 2), (tries.GetProperty("address").GetString(), tries.GetProperty("onTrial").GetInt32()));
            var metrics = await node.Admin.GetStringAsync(new Uri("/metrics", UriKind.Relative));
            Assert.Contains($"\nactorproxy_config_on_trial {(node == canary ? 1 : 0)}\n", metrics, StringComparison.Ordinal);
            // With nothing before it to go back to.
            using var rollback = await node.Admin.PostAsync(new Uri("/api/config/rollback", UriKind.Relative), null);
            Assert.Equal(HttpStatusCode.Conflict, rollback.StatusCode);
        }

        await EndAsync(third, "undo");
        await put;
        var all = (await third.Admin.GetFromJsonAsync<JsonElement>("/api/status")).GetProperty("nodes").EnumerateArray();
        Assert.All(all, one => Assert.Equal(JsonValueKind.Null, one.GetProperty("onTrial").ValueKind));
    }

    [Fact]
    public async Task Trial_OfAnotherEpoch_IsNotEnded()
    {
        await using var cluster = await ProxyCluster.StartAsync(2, Serving(First));
        Assert.Equal(HttpStatusCode.NotFound, (await EndAsync(cluster[0], "undo")).Status);
        var (put, _, _, _) = await TryOutAsync(cluster);
        Assert.Equal(HttpStatusCode.NotFound, (await EndAsync(cluster[0], "undo", """{"epoch": 3}""")).Status);
        Assert.False(put.IsCompleted);
        Assert.Equal(HttpStatusCode.OK, (await EndAsync(cluster[0], "undo", """{"epoch": 2}""")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await put).Status);
    }

    [Theory]
    [InlineData("undo", HttpStatusCode.OK)]
    [InlineData("keep", HttpStatusCode.Conflict)]
    public async Task Canary_ThatDoesNotAnswer_IsGivenUpAndTheTrialUndone(string word, HttpStatusCode expected)
    {
        await using var cluster = await ProxyCluster.StartAsync(3, Serving(First));
        var (put, leader, canary, third) = await TryOutAsync(cluster);
        cluster.Lose<EndWatch>((_, to) => to == canary.Name);

        var (status, answer) = await EndAsync(third, word);

        Assert.True(status == expected, $"{answer}");
        Assert.Equal(HttpStatusCode.Conflict, (await put).Status);
        Assert.Contains($"{canary.Name}: did not answer in time", (await put).Body, StringComparison.Ordinal);
        await AssertAllServeAsync(cluster, epoch: 1, "first");
        await leader.SaysAsync("The rollout of configuration 2 is undone");
    }

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> EndAsync(ProxyUnderTest node, string word, string body = "")
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await node.Admin.PostAsync(new Uri($"/api/config/trial/{word}", UriKind.Relative), content);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    private static async Task<(int Code, string Output)> CommandAsync(ProxyUnderTest node, params string[] more)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunAsync(["config", "--admin", node.Admin.BaseAddress!.ToString(), "trial", .. more], output, output);
        return (code, output.ToString());
    }

    private static async Task<(HttpStatusCode Status, string Body)> AnswerOf(Task<(HttpStatusCode Status, string Body)> put) =>
        ((await put).Status, $"{JsonDocument.Parse((await put).Body).RootElement}");

    private static void AssertIsRefused((HttpStatusCode Status, string Body) answer, long epoch = 3)
    {
        Assert.True(answer.Status == HttpStatusCode.Conflict, answer.Body);
        Assert.Matches(
            $"configuration {epoch} is on trial for another [0-9]+ s; POST /api/config/trial/keep or POST /api/config/trial/undo ends that", answer.Body);
    }

    private async Task<(Task<(HttpStatusCode Status, string Body)> Put, ProxyUnderTest Leader, ProxyUnderTest Canary, ProxyUnderTest Third)> TryOutAsync(
        ProxyCluster cluster, long epoch = 2)
    {
        var leader = await cluster.LeaderAsync();
        var put = leader.PutConfigurationAsync(Serving(Second), more: Trial);
        var canary = await CanaryAsync(cluster, epoch);
        return (put, leader, canary, cluster.Nodes.FirstOrDefault(node => node != leader && node != canary) ?? leader);
    }
}
