using System.Net;

namespace ActorProxy.Host.Tests.Admin;

public sealed class ConfigurationEndpointsTests
{
    [Fact]
    public async Task Get_RunningNode_GivesTheTextAndItsEpoch()
    {
        await using var admin = await AdminFixture.StartAsync();
        using var response = await admin.SendAsync(HttpMethod.Get, "/api/config");
        Assert.Equal("\"1\"", response.Headers.ETag!.Tag);
        Assert.Equal(AdminFixture.Text(), await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Put_ValidText_IsServedUnderTheNextEpoch()
    {
        await using var admin = await AdminFixture.StartAsync();
        var applied = await admin.JsonAsync(HttpMethod.Put, "/api/config", body: AdminFixture.Text("other"));

        Assert.Equal(2, applied.GetProperty("epoch").GetInt64());
        Assert.Equal(0, applied.GetProperty("restartNeeded").GetArrayLength());
        Assert.Equal("other", admin.Node.Table.Current.Settings.Routes[0].Name);
        Assert.Equal(1, admin.Node.Recorder.Metrics.Reloads);
    }

    [Fact]
    public async Task Put_WhatNeedsARestart_IsNamed()
    {
        await using var admin = await AdminFixture.StartAsync();
        var applied = await admin.JsonAsync(HttpMethod.Put, "/api/config", body: AdminFixture.Text() + "\nproxy.transport = sockets");
        Assert.Equal("proxy.transport", applied.GetProperty("restartNeeded")[0].GetString());
    }

    [Fact]
    public async Task Put_TextWithErrors_ListsThemAllAndChangesNothing()
    {
        await using var admin = await AdminFixture.StartAsync();
        var refused = await admin.JsonAsync(
            HttpMethod.Put, "/api/config", HttpStatusCode.UnprocessableEntity, AdminFixture.Text() + "\nproxy.tiemout = 1\nproxy.routs = []");

        var errors = refused.GetProperty("errors");
        Assert.Equal(2, errors.GetArrayLength());
        Assert.Equal("proxy.tiemout", errors[0].GetProperty("path").GetString());
        Assert.Equal(8, errors[0].GetProperty("line").GetInt32());
        Assert.Contains("routes", errors[1].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, admin.Node.Table.Current.Epoch);
        Assert.Equal(1, admin.Node.Recorder.Metrics.FailedReloads);
    }

    [Theory]
    [InlineData("\"1\"", HttpStatusCode.OK)]
    [InlineData("\"7\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"0\"", HttpStatusCode.BadRequest)]
    [InlineData("\"latest\"", HttpStatusCode.BadRequest)]
    public async Task Put_WithIfMatch_FitsTheEpochOrIsRefused(string tag, HttpStatusCode expected)
    {
        await using var admin = await AdminFixture.StartAsync();
        await admin.JsonAsync(HttpMethod.Put, "/api/config", expected, AdminFixture.Text("other"), ("If-Match", tag));
        Assert.Equal(expected == HttpStatusCode.OK ? 2 : 1, admin.Node.Table.Current.Epoch);
    }

    [Fact]
    public async Task Put_ManyAtOnceWithTheSameEpoch_OnlyOneWins()
    {
        await using var admin = await AdminFixture.StartAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            using var response = await admin.SendAsync(HttpMethod.Put, "/api/config", AdminFixture.Text($"r{i}"), ("If-Match", "\"1\""));
            return response.StatusCode;
        }));
        Assert.Single(answers, HttpStatusCode.OK);
        Assert.Equal(7, answers.Count(answer => answer == HttpStatusCode.PreconditionFailed));
    }

    [Fact]
    public async Task Put_TextThatIsTooLarge_Is413()
    {
        await using var admin = await AdminFixture.StartAsync();
        // Asking first, the client learns of the refusal before it is cut off in the middle of sending.
        using var response = await admin.SendAsync(
            HttpMethod.Put, "/api/config", new string('#', (8 * 1024 * 1024) + 1), ("Expect", "100-continue"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Put_BytesThatAreNotUtf8_Is400()
    {
        await using var admin = await AdminFixture.StartAsync();
        using var content = new ByteArrayContent([0x70, 0xC3, 0x28]);
        using var response = await admin.Client.PutAsync(new Uri("/api/config", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Rollback_AfterAChange_GoesBackUnderANewEpoch()
    {
        await using var admin = await AdminFixture.StartAsync();
        await admin.JsonAsync(HttpMethod.Put, "/api/config", body: AdminFixture.Text("other"));
        var applied = await admin.JsonAsync(HttpMethod.Post, "/api/config/rollback");

        Assert.Equal(3, applied.GetProperty("epoch").GetInt64());
        Assert.Equal("site", admin.Node.Table.Current.Settings.Routes[0].Name);
        var entries = (await admin.JsonAsync(HttpMethod.Get, "/api/config/history")).GetProperty("entries");
        Assert.Equal([3, 2, 1], entries.EnumerateArray().Select(entry => entry.GetProperty("epoch").GetInt32()));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.NotFound)]
    [InlineData("{\"epoch\": 9}", HttpStatusCode.NotFound)]
    [InlineData("{\"epoch\": 1}", HttpStatusCode.OK)]
    [InlineData("{\"epoch\": \"one\"}", HttpStatusCode.BadRequest)]
    [InlineData("[", HttpStatusCode.BadRequest)]
    public async Task Rollback_ToAnEpoch_NeedsOneThatIsKnown(string? body, HttpStatusCode expected)
    {
        await using var admin = await AdminFixture.StartAsync();
        await admin.JsonAsync(HttpMethod.Post, "/api/config/rollback", expected, body);
    }
}
