using System.Net;
using ActorProxy.Actors.Rollouts;
using ActorProxy.Host.Admin;

namespace ActorProxy.Host.Tests.Admin;

/// <summary>A change on trial, on a node that is no member of a cluster. Its backends do not answer, so each request is a 502.</summary>
public sealed class GuardedChangeTests
{
    private const string Bad = "/api/config?guard=40s&guard-requests=5&guard-ejections=1000";

    [Fact]
    public async Task Put_ThatStandsItsTrial_IsKeptAndSaysWhatWasSeen()
    {
        await using var admin = await AdminFixture.StartAsync();
        var applied = await admin.JsonAsync(HttpMethod.Put, "/api/config?guard=1s", body: AdminFixture.Text("other"));
        var watched = applied.GetProperty("watched");
        Assert.Equal((2, 0), (applied.GetProperty("epoch").GetInt32(), watched.GetProperty("requests").GetInt32()));
        Assert.Contains("too little", watched.GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.Equal([2, 1], admin.Node.Control.History.Select(version => version.Epoch));
        Assert.Null(admin.Node.Control.Trial.Version);
    }

    [Fact]
    public async Task Put_ThatDoesNot_IsUndoneWithTheFiguresAndItsEpochNotGivenAgain()
    {
        await using var admin = await AdminFixture.StartAsync();
        var put = admin.JsonAsync(HttpMethod.Put, Bad, HttpStatusCode.Conflict, AdminFixture.Text("other"));
        await SendUntilAsync(admin, put);

        var undone = await put;
        Assert.Equal(1, undone.GetProperty("epoch").GetInt32());
        Assert.StartsWith("100% of", undone.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, undone.GetProperty("watched").GetProperty("errorRate").GetDouble());
        Assert.Equal((1, "site"), (admin.Node.Table.Current.Epoch, admin.Node.Table.Current.Settings.Routes[0].Name));
        Assert.Equal(1, admin.Node.Recorder.Metrics.FailedReloads);
        Assert.Single(admin.Node.Control.History);
        Assert.Equal(AdminFixture.Text(), await admin.Client.GetStringAsync(new Uri("/api/config", UriKind.Relative)));

        Assert.Equal(3, (await admin.JsonAsync(HttpMethod.Put, "/api/config", body: AdminFixture.Text("other"))).GetProperty("epoch").GetInt32());
    }

    [Fact]
    public async Task Put_UnderWhichABackendIsEjected_IsUndoneBeforeThereAreEnoughRequestsForARate()
    {
        await using var admin = await AdminFixture.StartAsync();
        var put = admin.JsonAsync(
            HttpMethod.Put, "/api/config?guard=40s&guard-requests=1000000", HttpStatusCode.Conflict, AdminFixture.Text("other").Replace(":1\"", ":3\"", StringComparison.Ordinal));
        await SendUntilAsync(admin, put);
        Assert.StartsWith("passive health ejected backends", (await put).GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, admin.Node.Table.Current.Epoch);
    }

    [Fact]
    public async Task Rollback_WithAGuard_IsOnTrialToo()
    {
        await using var admin = await AdminFixture.StartAsync();
        await admin.JsonAsync(HttpMethod.Put, "/api/config", body: AdminFixture.Text("other"));
        Assert.True((await admin.JsonAsync(HttpMethod.Post, "/api/config/rollback?guard=1s")).TryGetProperty("watched", out _));
        await admin.JsonAsync(HttpMethod.Post, "/api/config/rollback?guard=never", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Change_WhereTheConfigurationAsksForATrial_HasOne()
    {
        await using var admin = await AdminFixture.StartAsync();
        var text = AdminFixture.Text() + "\nproxy.guard.watch = 1s";
        Assert.False((await admin.JsonAsync(HttpMethod.Put, "/api/config", body: text)).TryGetProperty("watched", out _));

        Assert.True((await admin.JsonAsync(HttpMethod.Put, "/api/config", body: text)).TryGetProperty("watched", out _));
        Assert.False((await admin.JsonAsync(HttpMethod.Put, "/api/config?guard=off", body: text)).TryGetProperty("watched", out _));
        Assert.False((await admin.JsonAsync(HttpMethod.Post, "/api/config/rollback")).TryGetProperty("watched", out _));
        var file = await admin.Node.Control.ApplyFileAsync("file", () => admin.Node.Control.Load(text, "file"));
        Assert.Equal((ChangeOutcome.Applied, true), (file.Outcome, file.Watched is not null));
    }

    [Theory]
    [InlineData("guard=60")]
    [InlineData("guard=60s&guard-errors=1")]
    public async Task Guard_ThatMakesNoSense_Is400AndChangesNothing(string query)
    {
        await using var admin = await AdminFixture.StartAsync();
        await admin.JsonAsync(HttpMethod.Put, $"/api/config?{query}", HttpStatusCode.BadRequest, AdminFixture.Text("other"));
        Assert.Equal(1, admin.Node.Table.Current.Epoch);
    }

    [Fact]
    public async Task Node_ThatLeavesDuringATrial_DoesNotWaitForItsEnd()
    {
        var admin = await AdminFixture.StartAsync();
        var change = admin.Node.Control.ApplyAsync(new Proposal("test", "", AdminFixture.Text("other"), Guard: admin.Node.Control.UsualGuard with { Watch = TimeSpan.FromHours(1) }));
        await admin.DisposeAsync();
        Assert.Equal(ChangeOutcome.Unknown, (await change).Outcome);
    }

    [Fact]
    public async Task Node_ThatLeavesDuringAChange_MakesItFirst()
    {
        var admin = await AdminFixture.StartAsync();
        var leaving = Task.CompletedTask;
        var change = await admin.Node.Control.ApplyFileAsync("file", () =>
        {
            leaving = admin.DisposeAsync().AsTask();
            return admin.Node.Control.Load(AdminFixture.Text("other"), "file");
        });
        Assert.Equal((ChangeOutcome.Applied, 2), (change.Outcome, change.Epoch));
        await leaving;
        Assert.Equal("other", admin.Node.Table.Current.Settings.Routes[0].Name);
    }

    private static async Task SendUntilAsync(AdminFixture admin, Task answer)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://{admin.Node.Endpoints["web"]}") };
        while (!answer.IsCompleted)
            (await client.GetAsync(new Uri("/", UriKind.Relative))).Dispose();
    }
}
