using System.Globalization;
using System.Net;

namespace ActorProxy.Scenarios.Caching;

/// <summary>What is fresh is answered without the origin (RFC 9111 section 4, RFC 9211).</summary>
public sealed class HitTests
{
    [Fact]
    public async Task SecondRequest_IsAHit_WithAgeAndCacheStatus()
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("hello", "Cache-Control: max-age=600", "Age: 100", "ETag: \"a\"", "X-Two: 1", "X-Two: 2"));
        await using var proxy = await Cached.InFrontOfAsync(origin);

        var miss = await proxy.AskAsync(Cached.Get());
        var hit = await proxy.AskAsync(Cached.Get());

        Assert.Equal("fwd=uri-miss; fwd-status=200; stored", miss.Did());
        Assert.Matches("^hit; ttl=[45][0-9][0-9]$", hit.Did());
        Assert.InRange(int.Parse(hit.Field("Age")!, CultureInfo.InvariantCulture), 100, 160);
        Assert.Equal(("hello", "\"a\"", "5"), (hit.Body, hit.Field("ETag"), hit.Field("Content-Length")));
        Assert.Equal(["1", "2"], hit.Values("X-Two"));
        Assert.Single(origin.Requests);
    }

    [Theory]
    [InlineData("301 Moved Permanently")]
    [InlineData("404 Not Here")]
    [InlineData("503 Busy")]
    public async Task Status_OtherThan200_IsAHitWithItsReason(string status)
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Answer(status, "no", Cached.Fresh));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        var hit = await proxy.AskAsync(Cached.Get());

        Assert.True(hit.IsHit());
        Assert.Equal(($"HTTP/1.1 {status}", "no"), (hit.StartLine, hit.Body));
    }

    [Fact]
    public async Task ChunkedBody_IsAHitWithItsLength()
    {
        await using var origin = ScriptedOrigin.Answering("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n");
        await using var proxy = await Cached.InFrontOfAsync(origin);
        Assert.Equal("abcde", (await proxy.AskAsync(Cached.Get())).Body);

        var hit = await proxy.AskAsync(Cached.Get());

        Assert.Equal(("abcde", "5"), (hit.Body, hit.Field("Content-Length")));
    }

    [Fact]
    public async Task EmptyBody_IsAHit()
    {
        await using var origin = ScriptedOrigin.Answering("HTTP/1.1 204 No Content\r\nCache-Control: max-age=60\r\n\r\n");
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        var hit = await proxy.AskAsync(Cached.Get());

        Assert.Equal((204, true, null), (hit.Status, hit.IsHit(), hit.Field("Content-Length")));
    }

    /// <summary>RFC 9110 section 6.6.1: a stored response without Date gets the time of its receipt, which does not move.</summary>
    [Fact]
    public async Task Date_WhereTheOriginGivesNone_IsTheTimeOfReceipt()
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("a", Cached.Fresh));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        var stored = proxy.Store().Find(new("http://a", "/"))!.Variants[0];

        Assert.Equal(stored.ReceivedAt.ToString("r"), stored.Fields.First("Date"));
    }

    [Fact]
    public async Task Date_OfTheOrigin_IsKept()
    {
        var date = Cached.Date(-30);
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("a", Cached.Fresh, $"Date: {date}"));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        var hit = await proxy.AskAsync(Cached.Get());

        Assert.Equal(date, hit.Field("Date"));
        Assert.InRange(int.Parse(hit.Field("Age")!, CultureInfo.InvariantCulture), 29, 90);
    }

    /// <summary>RFC 9111 section 4: HEAD is answered with what is stored for GET.</summary>
    [Fact]
    public async Task Head_IsAnsweredFromAStoredGet()
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("hello", Cached.Fresh, "ETag: \"a\""));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        var head = await proxy.AskAsync(Cached.Request("HEAD"));

        Assert.Equal((200, "", "5", "\"a\"", true), (head.Status, head.Body, head.Field("Content-Length"), head.Field("ETag"), head.IsHit()));
        Assert.Single(origin.Requests);
    }

    [Fact]
    public async Task Http2Client_GetsTheSame()
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("hello", Cached.Fresh));
        await using var proxy = await Cached.InFrontOfAsync(origin, more: "listeners.web.protocols = [h2]");
        using var client = new HttpClient
        {
            BaseAddress = new Uri($"http://{proxy.Endpoint("web")}"),
            Timeout = Patience.Limit,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        Assert.Equal("hello", await client.GetStringAsync(new Uri("/", UriKind.Relative)));

        using var hit = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal("hello", await hit.Content.ReadAsStringAsync());
        Assert.Contains("hit", hit.Headers.GetValues("Cache-Status").Single(), StringComparison.Ordinal);
        Assert.NotNull(hit.Headers.Age);
        Assert.Single(origin.Requests);
    }

    /// <summary>RFC 9110 section 15.2: what comes before the final response is not stored.</summary>
    [Fact]
    public async Task InterimResponse_BeforeTheFinalOne_IsNotStored()
    {
        await using var origin = ScriptedOrigin.Answering($"HTTP/1.1 103 Early Hints\r\nCache-Control: max-age=60\r\nLink: <a>\r\n\r\n{Cached.Ok("final", Cached.Fresh)}");
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();
        var first = await client.AskAsync(Cached.Get());
        if (first.Status == 103)
            first = await client.ReadResponseAsync();

        var hit = await client.AskAsync(Cached.Get());

        Assert.Equal(("final", "final", true), (first.Body, hit.Body, hit.IsHit()));
        Assert.Empty(hit.Values("Link"));
    }

    [Fact]
    public async Task PostAndUnknownMethods_AlwaysPass()
    {
        await using var origin = ScriptedOrigin.Answering(request => Cached.Ok(request.Method, Cached.Fresh));
        await using var proxy = await Cached.InFrontOfAsync(origin);

        foreach (var method in new[] { "POST", "PUT", "OPTIONS", "FOO" })
        {
            var first = await proxy.AskAsync(Cached.Request(method, "/", "Content-Length: 0"));
            var second = await proxy.AskAsync(Cached.Request(method, "/", "Content-Length: 0"));
            Assert.Equal((method, method, "fwd=method"), (first.Body, second.Body, second.Did()));
        }

        Assert.Equal(8, origin.Requests.Count);
        Assert.Equal(0, proxy.Store().Count);
    }
}
