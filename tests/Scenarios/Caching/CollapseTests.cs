namespace ActorProxy.Scenarios.Caching;

/// <summary>Simultaneous requests share one fetch where its answer may be shared (RFC 9111 section 4).</summary>
public sealed class CollapseTests
{
    private const int Clients = 50;

    // No test is about how long a busy machine takes.
    private const string Patient = "collapse-wait = 60s, hit-for-miss = 0s";

    [Fact]
    public async Task SimultaneousMisses_MakeOneFetch_AndReadItWhileItRuns()
    {
        var mayEnd = new TaskCompletionSource();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.AnswerOnceAsync("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 10\r\n\r\n01234");
            await mayEnd.Task.Within();
            await connection.SendAsync("56789");
        });
        await using var proxy = await Cached.InFrontOfAsync(origin, Patient);
        var clients = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => proxy.ConnectAsync()));

        await Task.WhenAll(clients.Select(client => client.SendAsync(Cached.Get())));
        var halves = await Task.WhenAll(clients.Select(client => client.ReadThroughAsync("01234")));
        mayEnd.SetResult();
        var rests = await Task.WhenAll(clients.Select(client => client.ReadTextAsync(5)));

        Assert.All(halves, half => Assert.StartsWith("HTTP/1.1 200", half, StringComparison.Ordinal));
        Assert.All(rests, rest => Assert.Equal("56789", rest));
        Assert.Single(origin.Requests);
        await DisposeAsync(clients);
    }

    [Fact]
    public async Task Waiters_AreToldThatTheyShared()
    {
        var mayAnswer = new TaskCompletionSource();
        await using var origin = Holding(mayAnswer.Task, _ => Cached.Ok("a", Cached.Fresh));
        await using var proxy = await Cached.InFrontOfAsync(origin, Patient);

        var asking = Enumerable.Range(0, Clients).Select(_ => proxy.AskAsync(Cached.Get())).ToArray();
        await proxy.BusyAsync(Clients);
        mayAnswer.SetResult();

        var did = (await Task.WhenAll(asking)).Select(response => response.Did()).ToArray();
        Assert.Single(did, "fwd=uri-miss; fwd-status=200; stored");
        Assert.Equal(Clients - 1, did.Count(text => text == "fwd=uri-miss; fwd-status=200; stored; collapsed"));
        Assert.Single(origin.Requests);
    }

    /// <summary>What may not be shared, or not without asking, is nobody's answer but who asked for it.</summary>
    [Theory]
    [InlineData("Cache-Control: no-store")]
    [InlineData("Cache-Control: private, max-age=60")]
    [InlineData("Cache-Control: no-cache, max-age=60")]
    [InlineData("Cache-Control: max-age=0")]
    [InlineData("Set-Cookie: a=1\r\nCache-Control: max-age=60")]
    [InlineData("Vary: *\r\nCache-Control: max-age=60")]
    public async Task AnswerThatMayNotBeShared_ReleasesAllWaitersAtOnce(string fields)
    {
        var mayAnswer = new TaskCompletionSource();
        var number = 0;
        // The others are answered only when all of them have asked: none of them waits for another.
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            while (await connection.ReadRequestAsync() is { IsComplete: true })
            {
                var mine = Interlocked.Increment(ref number);
                await mayAnswer.Task.Within();
                if (mine > 1)
                    await Patience.UntilAsync(() => Volatile.Read(ref number) >= Clients);
                await connection.SendAsync(Cached.Ok($"{mine}", fields));
            }
        });
        await using var proxy = await Cached.InFrontOfAsync(origin, "collapse-wait = 60s");

        var asking = Enumerable.Range(0, Clients).Select(_ => proxy.AskAsync(Cached.Get())).ToArray();
        await proxy.BusyAsync(Clients);
        await origin.UntilAsync(it => it.Requests.Count > 0);
        mayAnswer.SetResult();

        var bodies = (await Task.WhenAll(asking)).Select(response => response.Body).ToArray();
        Assert.Equal(Clients, bodies.Distinct().Count());
    }

    [Fact]
    public async Task Waiter_OfAnotherVariant_AsksForItself()
    {
        var mayAnswer = new TaskCompletionSource();
        await using var origin = Holding(mayAnswer.Task, request => Cached.Ok(request.Field("X")!, Cached.Fresh, "Vary: X"));
        await using var proxy = await Cached.InFrontOfAsync(origin, Patient);

        var one = proxy.AskAsync(Cached.Get("/", "X: 1"));
        await origin.UntilAsync(it => it.Requests.Count == 1);
        var two = proxy.AskAsync(Cached.Get("/", "X: 2"));
        await proxy.BusyAsync(2);
        mayAnswer.SetResult();

        Assert.Equal(("1", "2"), ((await one).Body, (await two).Body));
    }

    [Fact]
    public async Task Waiters_OfAFailedFetch_AskForThemselves()
    {
        var mayFail = new TaskCompletionSource();
        await using var origin = ScriptedOrigin.Start(
            async connection =>
            {
                await connection.ReadRequestAsync();
                await mayFail.Task.Within();
                await connection.SendAsync("garbage\r\n\r\n");
            },
            connection => connection.ServeAsync(_ => Cached.Ok("a", Cached.Fresh)));
        await using var proxy = await Cached.InFrontOfAsync(origin, Patient);

        var first = proxy.AskAsync(Cached.Get());
        await origin.UntilAsync(it => it.Requests.Count == 1);
        var second = proxy.AskAsync(Cached.Get());
        await proxy.BusyAsync(2);
        mayFail.SetResult();

        Assert.Equal((502, 200), ((await first).Status, (await second).Status));
    }

    [Fact]
    public async Task Waiter_ThatWaitsTooLong_AsksForItself()
    {
        var mayAnswer = new TaskCompletionSource();
        await using var origin = ScriptedOrigin.Start(
            async connection =>
            {
                await connection.ReadRequestAsync();
                await mayAnswer.Task.Within();
                await connection.SendAsync(Cached.Ok("slow", Cached.Fresh));
            },
            connection => connection.ServeAsync(_ => Cached.Ok("quick", Cached.Fresh)));
        await using var proxy = await Cached.InFrontOfAsync(origin, "collapse-wait = 50ms");
        var slow = proxy.AskAsync(Cached.Get());
        await origin.UntilAsync(it => it.Requests.Count == 1);

        Assert.Equal("quick", (await proxy.AskAsync(Cached.Get())).Body);
        mayAnswer.SetResult();
        Assert.Equal("slow", (await slow).Body);
    }

    /// <summary>RFC 9111 section 4.3.4: a confirmation that is for one user alone answers nobody else.</summary>
    [Fact]
    public async Task Waiters_ForAConfirmationThatMayNotBeStored_AskForThemselves()
    {
        var mayAnswer = new TaskCompletionSource();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            while (await connection.ReadRequestAsync() is { IsComplete: true } request)
            {
                if (request.Field("X") == "first")
                    await mayAnswer.Task.Within();
                await connection.SendAsync(request.Field("X") == "first"
                    ? Cached.NotModified("Cache-Control: private", "ETag: \"a\"", "X-User: first")
                    : Cached.Ok("all", Cached.Stale, "ETag: \"a\""));
            }
        });
        await using var proxy = await Cached.InFrontOfAsync(origin, Patient);
        await proxy.AskAsync(Cached.Get());

        var first = proxy.AskAsync(Cached.Get("/", "X: first"));
        await origin.UntilAsync(it => it.Requests.Count == 2);
        var second = proxy.AskAsync(Cached.Get());
        await proxy.BusyAsync(2);
        mayAnswer.SetResult();

        Assert.Equal(("first", null), ((await first).Field("X-User"), (await second).Field("X-User")));
    }

    private static ScriptedOrigin Holding(Task until, Func<RawMessage, string> answer) => ScriptedOrigin.Start(async connection =>
    {
        while (await connection.ReadRequestAsync() is { IsComplete: true } request)
        {
            await until.Within();
            await connection.SendAsync(answer(request));
        }
    });

    private static async Task DisposeAsync(IEnumerable<RawClient> clients)
    {
        foreach (var client in clients)
            await client.DisposeAsync();
    }
}
