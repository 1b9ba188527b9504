using System.Net;
using ActorProxy.Host.Demo;

namespace ActorProxy.Host.Tests.Admin;

public sealed class DemoEndpointsTests
{
    [Fact]
    public async Task Origin_StoppedAndStarted_IsGoneAndBackOnItsPort()
    {
        await using var origins = await DemoOrigins.StartAsync(new IPEndPoint(IPAddress.Loopback, 0), new IPEndPoint(IPAddress.Loopback, 0));
        await using var admin = await AdminFixture.StartAsync(origins);
        var url = new Uri($"http://{origins.Addresses.First()}/");
        Assert.Equal($"hello from origin 1 on port {url.Port}\n", await admin.Client.GetStringAsync(url));

        await admin.JsonAsync(HttpMethod.Post, "/api/demo/origins/1/stop");
        await Assert.ThrowsAsync<HttpRequestException>(() => admin.Client.GetStringAsync(url));
        await admin.JsonAsync(HttpMethod.Post, "/api/demo/origins/1/stop");

        await admin.JsonAsync(HttpMethod.Post, "/api/demo/origins/1/start");
        Assert.StartsWith("hello", await admin.Client.GetStringAsync(url), StringComparison.Ordinal);
        await admin.JsonAsync(HttpMethod.Post, "/api/demo/origins/3/stop", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Origins_OutsideTheDemo_AreNotThere()
    {
        await using var admin = await AdminFixture.StartAsync();
        await admin.JsonAsync(HttpMethod.Post, "/api/demo/origins/1/stop", HttpStatusCode.NotFound);
    }
}
