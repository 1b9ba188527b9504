using System.Net;

namespace ActorProxy.Host.Tests.Admin;

public sealed class AdminGuardTests
{
    [Theory]
    [InlineData("localhost:9900")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]:9900")]
    public async Task Host_AddressOrOwnName_IsServed(string host)
    {
        await using var admin = await AdminFixture.StartAsync();
        await admin.JsonAsync(HttpMethod.Get, "/api/status", HttpStatusCode.OK, null, ("Host", host));
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    public async Task Host_NameThatWasRebound_IsRefused(string host)
    {
        await using var admin = await AdminFixture.StartAsync();
        await admin.JsonAsync(HttpMethod.Get, "/api/status", HttpStatusCode.Forbidden, null, ("Host", host));
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task Change_FromAPageOfAnotherSite_IsRefusedAndChangesNothing(string header, string value)
    {
        await using var admin = await AdminFixture.StartAsync();
        await admin.JsonAsync(HttpMethod.Put, "/api/config", HttpStatusCode.Forbidden, AdminFixture.Text("other"), (header, value));
        Assert.Equal(1, admin.Node.Table.Current.Epoch);
    }

    [Fact]
    public async Task Change_FromAPageOfThisServer_IsMade()
    {
        await using var admin = await AdminFixture.StartAsync();
        await admin.JsonAsync(
            HttpMethod.Put, "/api/config", HttpStatusCode.OK, AdminFixture.Text("other"), ("Origin", $"http://{admin.Node.AdminEndpoint}"));
    }
}
