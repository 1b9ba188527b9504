namespace ActorProxy.Scenarios.Caching;

/// <summary>Stale responses: when they are used and when not (RFC 9111 sections 4.2.4 and 5.2.1.7, RFC 5861).</summary>
public sealed class StaleTests
{
    private const string Tag = "ETag: \"a\"";

    [Fact]
    public async Task StaleWhileRevalidate_AnswersAtOnce_AndFetchesBehindTheClientsBack()
    {
        var mayAnswer = new TaskCompletionSource();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            while (await connection.ReadRequestAsync() is { IsComplete: true } request)
            {
                if (request.Field("If-None-Match") is not null)
                    await mayAnswer.Task.Within();
                await connection.SendAsync(request.Field("If-None-Match") is null
                    ? Cached.Ok("old", "Age: 20", "Cache-Control: max-age=10, stale-while-revalidate=600", Tag)
                    : Cached.Ok("new", Cached.Fresh));
            }
        });
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        for (var i = 0; i < 5; i++)
        {
            var stale = await proxy.AskAsync(Cached.Get());
            Assert.Equal("old", stale.Body);
            Assert.Matches("^hit; ttl=-[0-9]+; detail=stale-while-revalidate$", stale.Did());
        }

        await origin.UntilAsync(it => it.Requests.Count == 2);
        mayAnswer.SetResult();
        await Patience.UntilAsync(async () => (await proxy.AskAsync(Cached.Get())).Body == "new");
        Assert.Equal(2, origin.Requests.Count);
    }

    [Fact]
    public async Task StaleIfError_Answers_OnAServerErrorAndOnADeadOrigin()
    {
        await using var origin = ScriptedOrigin.Answering(request => request.Field("If-None-Match") is null
            ? Cached.Ok("old", "Age: 20", "Cache-Control: max-age=10, stale-if-error=600", Tag)
            : Cached.Answer("503 Busy", "busy"));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        foreach (var dead in new[] { false, true })
        {
            if (dead)
                origin.Kill();
            var response = await proxy.AskAsync(Cached.Get());
            Assert.Equal((200, "old"), (response.Status, response.Body));
            Assert.Matches("^hit; ttl=-[0-9]+; detail=stale-if-error$", response.Did());
        }
    }

    [Theory]
    [InlineData("Age: 20\r\nCache-Control: max-age=10")]
    [InlineData("Age: 20\r\nCache-Control: max-age=10, stale-if-error=5")]
    public async Task StaleResponse_WithoutOrOutsideItsWindow_DoesNotAnswer(string fields)
    {
        await using var origin = ScriptedOrigin.Answering(request => request.Field("If-None-Match") is null ? Cached.Ok("old", fields, Tag) : Cached.Answer("503 Busy", "busy"));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        Assert.Equal(503, (await proxy.AskAsync(Cached.Get())).Status);
        origin.Kill();
        Assert.Equal(502, (await proxy.AskAsync(Cached.Get())).Status);
    }

    /// <summary>RFC 9111 section 5.2.2.2: disconnected or not, never without asking; 504 says so.</summary>
    [Theory]
    [InlineData("max-age=10, must-revalidate, stale-if-error=600")]
    [InlineData("max-age=10, proxy-revalidate, stale-if-error=600")]
    [InlineData("s-maxage=10")]
    [InlineData("max-age=60, no-cache")]
    public async Task ResponseThatForbidsStaleUse_WithADeadOrigin_IsGatewayTimeout(string cacheControl)
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("old", "Age: 20", $"Cache-Control: {cacheControl}", Tag));
        await using var proxy = await Cached.InFrontOfAsync(origin, "stale-if-error = 600s, stale-while-revalidate = 600s");
        await proxy.AskAsync(Cached.Get());
        origin.Kill();

        foreach (var request in new[] { Cached.Get(), Cached.Get("/", "Cache-Control: max-stale=600") })
            Assert.Equal(504, (await proxy.AskAsync(request)).Status);
    }

    [Fact]
    public async Task OperatorsWindows_HoldWhereTheResponseIsSilent()
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("old", Cached.Stale, Tag));
        await using var proxy = await Cached.InFrontOfAsync(origin, "stale-if-error = 600s");
        await proxy.AskAsync(Cached.Get());
        origin.Kill();

        Assert.Equal((200, "old"), await proxy.AskAsync(Cached.Get()) is var response ? (response.Status, response.Body) : default);
    }

    [Theory]
    [InlineData("", 504)]
    [InlineData("Age: 20\r\nCache-Control: max-age=10", 504)]
    [InlineData("Cache-Control: max-age=60", 200)]
    public async Task OnlyIfCached_IsAnsweredFromTheCacheOrRefused(string stored, int status)
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("a", stored.Length == 0 ? "X: 1" : stored));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await proxy.AskAsync(Cached.Get());

        var response = await proxy.AskAsync(Cached.Get("/", "Cache-Control: only-if-cached"));

        Assert.Equal(status, response.Status);
        Assert.Single(origin.Requests);
        Assert.NotNull(response.Field("Cache-Status"));
    }

    /// <summary>RFC 9111 section 5.2.1.</summary>
    [Theory]
    [InlineData("Cache-Control: no-cache", false)]
    [InlineData("Pragma: no-cache", false)]
    [InlineData("Cache-Control: max-age=5", false)]
    [InlineData("Cache-Control: min-fresh=310", false)]
    [InlineData("Cache-Control: max-age=300", true)]
    [InlineData("Cache-Control: min-fresh=60", true)]
    public async Task RequestDirectives_Count_UnlessTheOperatorSaysNo(string field, bool hit)
    {
        await using var origin = ScriptedOrigin.Answering(Cached.Ok("a", "Age: 20", "Cache-Control: max-age=320"));
        foreach (var on in new[] { true, false })
        {
            await using var proxy = await Cached.InFrontOfAsync(origin, on ? "" : "client-directives = off");
            await proxy.AskAsync(Cached.Get());
            Assert.Equal(hit || !on, (await proxy.AskAsync(Cached.Get("/", field))).IsHit());
        }
    }
}
