using System.Net;
using System.Text.Json;
using ActorProxy.Actors.Rollouts;
using ActorProxy.Host.Admin;

namespace ActorProxy.Host.Tests.Admin;

/// <summary>What an operator can do while a node alone has a configuration on trial.</summary>
public sealed class TrialByHandTests
{
    // Longer than any test waits.
    private const string Trial = "/api/config?guard=10m";

    [Fact]
    public async Task Keep_DuringATrial_IsTheEndOfItForBothWhoAsk()
    {
        await using var admin = await AdminFixture.StartAsync();
        var put = await TryOutAsync(admin, HttpStatusCode.OK);

        var kept = await admin.JsonAsync(HttpMethod.Post, "/api/config/trial/keep");

        Assert.Equal(2, kept.GetProperty("epoch").GetInt32());
        Assert.StartsWith("kept by hand", kept.GetProperty("watched").GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.Equal($"{kept}", $"{await put}");
        Assert.Equal((2, "other"), (admin.Node.Table.Current.Epoch, admin.Node.Table.Current.Settings.Routes[0].Name));
        Assert.Equal([2, 1], admin.Node.Control.History.Select(version => version.Epoch));
        await admin.JsonAsync(HttpMethod.Post, "/api/config/trial/keep", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Undo_DuringATrial_GoesBackNowAndSaysSoToWhoeverAskedForIt()
    {
        await using var admin = await AdminFixture.StartAsync();
        var put = await TryOutAsync(admin, HttpStatusCode.Conflict);

        var undone = await admin.JsonAsync(HttpMethod.Post, "/api/config/trial/undo");

        Assert.Equal((1, "site"), (admin.Node.Table.Current.Epoch, admin.Node.Table.Current.Settings.Routes[0].Name));
        Assert.Equal((1, 0), (undone.GetProperty("epoch").GetInt32(), undone.GetProperty("watched").GetProperty("requests").GetInt32()));
        Assert.Equal("undone by hand", (await put).GetProperty("error").GetString());
        Assert.Single(admin.Node.Control.History);
        await admin.JsonAsync(HttpMethod.Post, "/api/config/trial/undo", HttpStatusCode.NotFound);
        Assert.Equal(3, (await admin.JsonAsync(HttpMethod.Put, "/api/config", body: AdminFixture.Text("other"))).GetProperty("epoch").GetInt32());
    }

    [Fact]
    public async Task Trial_OfAnotherEpoch_IsNotEnded()
    {
        await using var admin = await AdminFixture.StartAsync();
        var put = await TryOutAsync(admin, HttpStatusCode.Conflict);
        await admin.JsonAsync(HttpMethod.Post, "/api/config/trial/undo", HttpStatusCode.NotFound, """{"epoch": 3}""");
        await admin.JsonAsync(HttpMethod.Post, "/api/config/trial/undo", HttpStatusCode.BadRequest, "now");
        Assert.False(put.IsCompleted);
        await admin.JsonAsync(HttpMethod.Post, "/api/config/trial/undo", body: """{"epoch": 2}""");
        await put;
    }

    [Fact]
    public async Task Undo_WhenItWasKeptBefore_SaysSo()
    {
        var trial = new LoneTrial(new(2, DateTimeOffset.UnixEpoch, "", "", ""), Actors.Settings.GuardSettings.None, TimeProvider.System);
        var kept = trial.EndAsync(isKept: true);
        trial.Tell(new ChangeResult(ChangeOutcome.Applied, 2, [], []));
        trial.Dispose();
        Assert.Equal(ChangeOutcome.Applied, (await kept).Outcome);
        var late = (await trial.EndAsync(isKept: false)).AsUndo();
        Assert.Equal((ChangeOutcome.RolledBack, "it was kept before"), (late.Outcome, late.Errors[0].Message));
    }

    [Fact]
    public async Task Change_DuringATrial_IsRefusedAtOnceAndNotMadeLater()
    {
        await using var admin = await AdminFixture.StartAsync();
        await admin.JsonAsync(HttpMethod.Put, "/api/config", body: AdminFixture.Text("second"));
        var put = await TryOutAsync(admin, HttpStatusCode.Conflict);

        foreach (var (method, path, body) in new[] { (HttpMethod.Put, "/api/config", AdminFixture.Text("more")), (HttpMethod.Put, Trial, "{"), (HttpMethod.Post, "/api/config/rollback", "") })
        {
            var refused = await admin.JsonAsync(method, path, HttpStatusCode.Conflict, body);
            Assert.Matches(
                "^configuration 3 is on trial for another [0-9]+ s; POST /api/config/trial/keep or POST /api/config/trial/undo ends that$",
                refused.GetProperty("error").GetString());
        }

        await admin.JsonAsync(HttpMethod.Post, "/api/config/trial/undo");
        await put;
        Assert.Equal("second", admin.Node.Table.Current.Settings.Routes[0].Name);
        Assert.Equal(4, (await admin.JsonAsync(HttpMethod.Put, "/api/config", body: AdminFixture.Text("other"))).GetProperty("epoch").GetInt32());
    }

    [Fact]
    public async Task Change_ThatWaitedWhenATrialBegan_IsRefusedThen()
    {
        await using var admin = await AdminFixture.StartAsync();
        var control = admin.Node.Control;
        await admin.JsonAsync(HttpMethod.Put, "/api/config", body: AdminFixture.Text() + "\nproxy.guard.watch = 10m");
        Task<ChangeResult>? waiting = null;
        var file = control.ApplyFileAsync("file", () =>
        {
            waiting = control.ApplyAsync(new Proposal("test", "", AdminFixture.Text("more")));
            return control.Load(AdminFixture.Text("other"), "file");
        });
        Assert.Equal((ChangeOutcome.OnTrial, 2), ((await waiting!).Outcome, (await waiting).Epoch));
        Assert.Equal(ChangeOutcome.Applied, (await control.EndTrialAsync(3, isKept: true)).Outcome);
        Assert.Equal(ChangeOutcome.Applied, (await file).Outcome);
        Assert.Equal("other", admin.Node.Table.Current.Settings.Routes[0].Name);
    }

    [Fact]
    public async Task File_ThatChangesDuringATrial_IsServedAfterIt()
    {
        await using var admin = await AdminFixture.StartAsync();
        var put = await TryOutAsync(admin, HttpStatusCode.Conflict);
        var file = admin.Node.Control.ApplyFileAsync("file", () => admin.Node.Control.Load(AdminFixture.Text("file"), "file"));
        await admin.JsonAsync(HttpMethod.Put, "/api/config", HttpStatusCode.Conflict, AdminFixture.Text("more"));
        Assert.False(file.IsCompleted);

        await admin.JsonAsync(HttpMethod.Post, "/api/config/trial/undo");
        await put;
        Assert.Equal((ChangeOutcome.Applied, 3), ((await file).Outcome, (await file).Epoch));
        Assert.Equal("file", admin.Node.Table.Current.Settings.Routes[0].Name);
    }

    [Fact]
    public async Task Trial_WhileThereIsOne_IsInStatusAndMetricsAndInTheWayOfARollback()
    {
        await using var admin = await AdminFixture.StartAsync();
        Assert.Equal((null, 0), await ShownAsync(admin));
        var put = await TryOutAsync(admin, HttpStatusCode.OK);
        Assert.Equal((2L, 1), await ShownAsync(admin));
        var rollback = await admin.JsonAsync(HttpMethod.Post, "/api/config/rollback", HttpStatusCode.Conflict);
        Assert.Contains("configuration 2 is on trial", rollback.GetProperty("error").GetString(), StringComparison.Ordinal);

        await admin.JsonAsync(HttpMethod.Post, "/api/config/trial/keep");
        await put;
        Assert.Equal((null, 0), await ShownAsync(admin));
    }

    [Fact]
    public async Task Node_ThatLeaves_TellsWhoeverEndsItsTrial()
    {
        var admin = await AdminFixture.StartAsync();
        var put = admin.Node.Control.ApplyAsync(new Proposal("test", "", AdminFixture.Text("other"), Guard: admin.Node.Control.UsualGuard with { Watch = TimeSpan.FromHours(1) }));
        await admin.DisposeAsync();
        Assert.Equal(ChangeOutcome.Unknown, (await put).Outcome);
        Assert.Equal(ChangeOutcome.NotOnTrial, (await admin.Node.Control.EndTrialAsync(null, isKept: true)).Outcome);
    }

    // In /api/status, and in /metrics.
    private static async Task<(long? Epoch, int Gauge)> ShownAsync(AdminFixture admin)
    {
        var onTrial = (await admin.JsonAsync(HttpMethod.Get, "/api/status")).GetProperty("nodes")[0].GetProperty("onTrial");
        var metrics = await admin.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        var line = metrics.Split('\n').Single(line => line.StartsWith("actorproxy_config_on_trial ", StringComparison.Ordinal));
        return (onTrial.ValueKind == JsonValueKind.Null ? null : onTrial.GetInt64(), line[^1] - '0');
    }

    private static async Task<Task<JsonElement>> TryOutAsync(AdminFixture admin, HttpStatusCode end)
    {
        var put = admin.JsonAsync(HttpMethod.Put, Trial, end, AdminFixture.Text("other"));
        while (admin.Node.Control.Trial.Version is null && !put.IsCompleted)
            await Task.Yield();
        return put;
    }
}
