using ActorProxy.Scenarios.Harness;

namespace ActorProxy.Scenarios.Caching;

/// <summary>A fill belongs to nobody: who leaves, breaks or is slow is alone in it (RFC 9111 section 3.3).</summary>
public sealed class FillTests
{
    private const string Half = "HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 10\r\n\r\n01234";

    [Fact]
    public async Task FirstClient_ThatLeavesInTheMiddle_TakesNothingFromTheOthers()
    {
        var mayEnd = new TaskCompletionSource();
        await using var origin = Halfway(mayEnd.Task);
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await using var leaving = await proxy.ConnectAsync();
        await leaving.SendAsync(Cached.Get());
        await leaving.ReadThroughAsync("01234");
        await using var staying = await proxy.ConnectAsync();
        await staying.SendAsync(Cached.Get());
        await staying.ReadThroughAsync("01234");

        leaving.Reset();
        mayEnd.SetResult();

        Assert.Equal("56789", await staying.ReadTextAsync(5));
        Assert.Equal(("0123456789", true), await proxy.AskAsync(Cached.Get()) is var hit ? (hit.Body, hit.IsHit()) : default);
        Assert.Single(origin.Requests);
    }

    [Fact]
    public async Task FirstClient_ThatLeavesBeforeTheHead_TakesNothingFromTheOthers()
    {
        var mayAnswer = new TaskCompletionSource();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await mayAnswer.Task.Within();
            await connection.SendAsync(Cached.Ok("a", Cached.Fresh));
        });
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await using var leaving = await proxy.ConnectAsync();
        await leaving.SendAsync(Cached.Get());
        await origin.UntilAsync(it => it.Requests.Count == 1);
        var staying = proxy.AskAsync(Cached.Get());
        await proxy.BusyAsync(2);

        leaving.Reset();
        mayAnswer.SetResult();

        Assert.Equal("a", (await staying).Body);
        Assert.True((await proxy.AskAsync(Cached.Get())).IsHit());
        Assert.Single(origin.Requests);
    }

    [Fact]
    public async Task AllClients_Leaving_LeaveTheWholeForTheNext()
    {
        var mayEnd = new TaskCompletionSource();
        await using var origin = Halfway(mayEnd.Task);
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await using (var leaving = await proxy.ConnectAsync())
        {
            await leaving.SendAsync(Cached.Get());
            await leaving.ReadThroughAsync("01234");
            leaving.Reset();
        }

        mayEnd.SetResult();

        Assert.Equal("0123456789", (await proxy.AskAsync(Cached.Get())).Body);
        Assert.Single(origin.Requests);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 10\r\n\r\n01234")]
    [InlineData("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n01234\r\n")]
    public async Task Origin_ThatBreaksOffInTheMiddle_IsSeenByAllClients_AndNotStored(string half)
    {
        var mayBreak = new TaskCompletionSource();
        await using var origin = ScriptedOrigin.Start(
            async connection =>
            {
                await connection.AnswerOnceAsync(half);
                await mayBreak.Task.Within();
            },
            connection => connection.ServeAsync(_ => Cached.Ok("whole", Cached.Fresh)));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await using var one = await proxy.ConnectAsync();
        await using var two = await proxy.ConnectAsync();
        await Task.WhenAll(one.SendAsync(Cached.Get()), two.SendAsync(Cached.Get()));
        await Task.WhenAll(one.ReadThroughAsync("01234"), two.ReadThroughAsync("01234"));

        mayBreak.SetResult();

        foreach (var client in new[] { one, two })
        {
            Assert.DoesNotContain("0\r\n\r\n", await client.ReadToEndAsync(), StringComparison.Ordinal);
            Assert.NotEqual(ConnectionEnd.Open, client.End);
        }

        var next = await proxy.AskAsync(Cached.Get());
        Assert.Equal(("whole", false), (next.Body, next.IsHit()));
    }

    /// <summary>RFC 9111 section 3.3: the pieces come together, but not all of them.</summary>
    [Fact]
    public async Task Origin_ThatBreaksOffAtOnce_IsSeenAndNotStored()
    {
        await using var origin = ScriptedOrigin.Start(
            connection => connection.AnswerOnceAsync(Half),
            connection => connection.ServeAsync(_ => Cached.Ok("whole", Cached.Fresh)));
        await using var proxy = await Cached.InFrontOfAsync(origin);

        Assert.False((await proxy.AskAsync(Cached.Get())).IsComplete);
        Assert.Equal("whole", (await proxy.AskAsync(Cached.Get())).Body);
    }

    /// <summary>A confirmation while the body still arrives stands on the same bytes, and falls with them.</summary>
    [Fact]
    public async Task Response_ConfirmedWhileItBreaksOff_IsNotStored()
    {
        var mayBreak = new TaskCompletionSource();
        await using var origin = ScriptedOrigin.Start(
            async connection =>
            {
                await connection.AnswerOnceAsync("HTTP/1.1 200 OK\r\nETag: \"a\"\r\nAge: 20\r\nCache-Control: max-age=10\r\nContent-Length: 10\r\n\r\n01234");
                await mayBreak.Task.Within();
            },
            connection => connection.ServeAsync(request => request.Field("If-None-Match") is null ? Cached.Ok("whole", Cached.Fresh) : Cached.NotModified(Cached.Fresh)));
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await using var one = await proxy.ConnectAsync();
        await using var two = await proxy.ConnectAsync();
        await one.SendAsync(Cached.Get());
        await one.ReadThroughAsync("01234");
        await two.SendAsync(Cached.Get());
        await two.ReadThroughAsync("01234");

        mayBreak.SetResult();
        await Task.WhenAll(one.WaitForEndAsync(), two.WaitForEndAsync());

        Assert.Equal("whole", (await proxy.AskAsync(Cached.Get())).Body);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SlowClient_OfAKeptObject_DoesNotStallTheOthers(bool chunked)
    {
        const int Length = 8 * 1024 * 1024;
        await using var origin = Sending(Length, chunked);
        await using var proxy = await Cached.InFrontOfAsync(origin);
        await using var slow = await RawClient.ConnectAsync(proxy.Endpoint("web"), receiveBuffer: 4096);
        await slow.SendAsync(Cached.Get());
        await slow.ReadThroughAsync("\r\n\r\n");

        await using (var quick = await proxy.ConnectAsync())
        {
            await quick.SendAsync(Cached.Get());
            var head = await quick.ReadThroughAsync("\r\n\r\n");
            Assert.Equal(Payload.Sum(Length), await Payload.ReadAsync(quick, Length, head.Contains("chunked", StringComparison.Ordinal)));
        }

        Assert.Single(origin.Requests);
        Assert.Equal(Payload.Sum(Length), await Payload.ReadAsync(slow, Length, chunked));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Object_LargerThanIsKept_IsPassedOnAndNotStored(bool chunked)
    {
        const int Length = 5 * 1024 * 1024;
        await using var origin = Sending(Length, chunked);
        await using var proxy = await Cached.InFrontOfAsync(origin, "max-object = 1MiB");

        for (var i = 0; i < 2; i++)
        {
            await using var client = await proxy.ConnectAsync();
            await client.SendAsync(Cached.Get());
            var head = await client.ReadThroughAsync("\r\n\r\n");
            Assert.DoesNotContain("; hit", head, StringComparison.Ordinal);
            Assert.Equal(Payload.Sum(Length), await Payload.ReadAsync(client, Length, chunked));
        }

        Assert.Equal((0, 0), (proxy.Store().Count, proxy.Store().UsedBytes));
        Assert.Equal(2, origin.Requests.Count);
    }

    [Fact]
    public async Task Url_ThatNothingCameOf_IsForgotten()
    {
        await using var proxy = await ProxyUnderTest.StartAsync(Cached.Configuration(await ScriptedOrigin.RefusingUrlAsync()));

        Assert.Equal(502, (await proxy.AskAsync(Cached.Get("/x"))).Status);

        await Patience.UntilAsync(() => proxy.Store().Find(new("http://a", "/x")) is null);
    }

    private static ScriptedOrigin Halfway(Task mayEnd) => ScriptedOrigin.Start(async connection =>
    {
        await connection.AnswerOnceAsync(Half);
        await mayEnd.Within();
        await connection.SendAsync("56789");
    });

    private static ScriptedOrigin Sending(int length, bool chunked) => ScriptedOrigin.Start(async connection =>
    {
        while (await connection.ReadRequestAsync() is { IsComplete: true })
        {
            await connection.SendAsync($"HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\n{Payload.Framing(length, chunked)}\r\n\r\n");
            await Payload.SendAsync(connection, length, chunked);
        }
    });
}
