using System.Net;

namespace ActorProxy.Host.Tests.Admin;

public sealed class StatusTests
{
    [Fact]
    public async Task Status_RunningNode_NamesListenersPoolsAndBackends()
    {
        await using var admin = await AdminFixture.StartAsync();
        var status = await admin.JsonAsync(HttpMethod.Get, "/api/status");

        Assert.Equal(1, status.GetProperty("epoch").GetInt64());
        Assert.True(status.GetProperty("ready").GetBoolean());
        Assert.Equal(admin.Node.Endpoints["web"].ToString(), status.GetProperty("listeners")[0].GetProperty("address").GetString());
        var pool = status.GetProperty("pools")[0];
        Assert.Equal("least-connections", pool.GetProperty("balance").GetString());
        var backup = pool.GetProperty("backends")[1];
        Assert.Equal("127.0.0.1:2", backup.GetProperty("id").GetString());
        Assert.Equal("unknown", backup.GetProperty("health").GetProperty("state").GetString());
        Assert.Equal(3, backup.GetProperty("weight").GetInt32());
        Assert.True(backup.GetProperty("backup").GetBoolean());
    }

    [Fact]
    public async Task Health_RunningNode_IsLiveAndReady()
    {
        await using var admin = await AdminFixture.StartAsync();
        Assert.Equal("live", (await admin.JsonAsync(HttpMethod.Get, "/health/live")).GetProperty("status").GetString());
        Assert.Equal("ready", (await admin.JsonAsync(HttpMethod.Get, "/health/ready")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Metrics_RunningNode_AreInTheTextFormat()
    {
        await using var admin = await AdminFixture.StartAsync();
        using var response = await admin.SendAsync(HttpMethod.Get, "/metrics");
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Contains("actorproxy_config_epoch 1\n", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Index_IsTextAndWhatIsMissing_IsJson()
    {
        await using var admin = await AdminFixture.StartAsync();
        Assert.Contains("/api/status", await admin.Client.GetStringAsync(new Uri("/", UriKind.Relative)), StringComparison.Ordinal);
        var missing = await admin.JsonAsync(HttpMethod.Get, "/nothing", HttpStatusCode.NotFound);
        Assert.StartsWith("there is no GET /nothing", missing.GetProperty("error").GetString(), StringComparison.Ordinal);
        await admin.JsonAsync(HttpMethod.Delete, "/api/status", HttpStatusCode.NotFound);
    }
}
