using System.Net;
using System.Text.Json;
using ActorProxy.Scenarios.Harness;

namespace ActorProxy.Scenarios.Reload;

/// <summary>The running configuration, read and replaced over the admin API.</summary>
public sealed class ConfigurationApiTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static readonly Uri Path = new("/api/config", UriKind.Relative);

    [Fact]
    public async Task Put_OfAValidText_AppliesItAndTellsTheEpoch()
    {
        await using var before = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var after = ScriptedOrigin.Answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nafter");
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(before);
        var epoch = proxy.Node.Table.Current.Epoch;

        using var answer = await PutAsync(proxy, ProxyUnderTest.Configuration([after], ProxyUnderTest.Listening));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.True(json.RootElement.GetProperty("epoch").GetInt64() > epoch);
        Assert.Equal("after", (await proxy.AskAsync(Get)).Body);
        Assert.Contains(after.Url, await proxy.Admin.GetStringAsync(Path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("proxy { ", 1, "")]
    [InlineData("\nproxy.limits.max-bodi = 5", 2, "max-body")]
    [InlineData("proxy.routes = [ { path = \"/\", pool = nowhere } ]", 1, "nowhere")]
    [InlineData("a=[1}", 1, "")]
    [InlineData("\na=${a}[2]", 2, "a")]
    [InlineData("b=${c}\nc=${b}", 2, "b")]
    public async Task Put_OfABrokenText_ChangesNothingAndListsTheErrors(string text, int line, string named)
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        var before = proxy.Node.Table.Current;

        using var answer = await PutAsync(proxy, text);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var errors = json.RootElement.GetProperty("errors").EnumerateArray().ToArray();
        Assert.Contains(errors, error => error.GetProperty("line").GetInt32() == line && error.GetProperty("message").GetString()!.Contains(named, StringComparison.Ordinal));
        Assert.Same(before, proxy.Node.Table.Current);
        Assert.Equal(200, (await proxy.AskAsync(Get)).Status);
    }

    [Fact]
    public async Task Put_UnderLoad_CostsNoResponse()
    {
        await using var first = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var second = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(first);
        await using var load = Load.Start(proxy.Endpoint("web"));

        foreach (var origins in new ScriptedOrigin[][] { [second], [first, second], [first], [second, first] })
        {
            await load.MoreAsync(100);
            using var good = await PutAsync(proxy, ProxyUnderTest.Configuration(origins, ProxyUnderTest.Listening));
            using var bad = await PutAsync(proxy, "proxy { pools { site { backends = [] } }");
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity), (good.StatusCode, bad.StatusCode));
        }

        await load.StopAsync();
    }

    private static Task<HttpResponseMessage> PutAsync(ProxyUnderTest proxy, string text) => proxy.Admin.PutAsync(Path, new StringContent(text));
}
