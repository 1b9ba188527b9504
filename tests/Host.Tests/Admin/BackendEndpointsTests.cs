using System.Net;

namespace ActorProxy.Host.Tests.Admin;

public sealed class BackendEndpointsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Drain_ThenEnable_ShowsInTheStatus()
    {
        await using var admin = await AdminFixture.StartAsync();
        await admin.JsonAsync(HttpMethod.Post, "/api/pools/api/backends/127.0.0.1:1/drain");
        await UntilDrainingAsync(admin, true).WaitAsync(Patience);
        await admin.JsonAsync(HttpMethod.Post, "/api/pools/api/backends/127.0.0.1:1/enable");
        await UntilDrainingAsync(admin, false).WaitAsync(Patience);
    }

    [Theory]
    [InlineData("/api/pools/api/backends/127.0.0.1:9/drain", "pool api has no backend 127.0.0.1:9; it has 127.0.0.1:1, 127.0.0.1:2")]
    [InlineData("/api/pools/apo/backends/127.0.0.1:1/enable", "there is no pool apo; there are api")]
    public async Task Drain_WhatDoesNotExist_NamesWhatDoes(string path, string error)
    {
        await using var admin = await AdminFixture.StartAsync();
        var answer = await admin.JsonAsync(HttpMethod.Post, path, HttpStatusCode.NotFound);
        Assert.Equal(error, answer.GetProperty("error").GetString());
    }

    // The answer confirms that the order was taken; the health actor publishes a moment later.
    private static async Task UntilDrainingAsync(AdminFixture admin, bool expected)
    {
        while (true)
        {
            var status = await admin.JsonAsync(HttpMethod.Get, "/api/status");
            if (status.GetProperty("pools")[0].GetProperty("backends")[0].GetProperty("draining").GetBoolean() == expected)
                return;
        }
    }
}
