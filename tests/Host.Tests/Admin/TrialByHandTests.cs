using System.Net;
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
    public async Task Node_ThatLeaves_TellsWhoeverEndsItsTrial()
    {
        var admin = await AdminFixture.StartAsync();
        var put = admin.Node.Control.ApplyTextAsync("test", "", AdminFixture.Text("other"), guard: admin.Node.Control.UsualGuard with { Watch = TimeSpan.FromHours(1) });
        await admin.DisposeAsync();
        Assert.Equal(ChangeOutcome.Unknown, (await put).Outcome);
        Assert.Equal(ChangeOutcome.NotOnTrial, (await admin.Node.Control.EndTrialAsync(null, isKept: true)).Outcome);
    }

    private static async Task<Task<System.Text.Json.JsonElement>> TryOutAsync(AdminFixture admin, HttpStatusCode end)
    {
        var put = admin.JsonAsync(HttpMethod.Put, Trial, end, AdminFixture.Text("other"));
        while (admin.Node.Control.Trial.Version is null && !put.IsCompleted)
            await Task.Yield();
        return put;
    }
}
