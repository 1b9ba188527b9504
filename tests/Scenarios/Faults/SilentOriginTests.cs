namespace ActorProxy.Scenarios.Faults;

/// <summary>An origin that accepts, and then says nothing, or stops listening.</summary>
public sealed class SilentOriginTests
{
    private const string Impatient = "pools.site.timeouts { connect = 5s, read = 500ms, send = 500ms }";

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi")]
    public async Task Origin_ThatNeverAnswers_IsGatewayTimeout(string request)
    {
        await using var origin = ScriptedOrigin.Start(connection => connection.WaitForEndAsync());
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Impatient);

        var response = await proxy.AskAsync(request);

        Assert.Equal(504, response.Status);
        Assert.DoesNotContain($"{origin.Port}", response.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, origin.Connections);
    }

    [Fact]
    public async Task Origin_ThatNeverAnswers_IsLetGoOfAndAnotherOneAskedWhereThePoolSaysSo()
    {
        var letGo = new TaskCompletionSource<ConnectionEnd>();
        await using var silent = ScriptedOrigin.Start(async connection => letGo.TrySetResult(await connection.WaitForEndAsync()));
        await using var talking = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync([silent, talking], Impatient + "\npools.site.retries { attempts = 2, on = [timeout] }");

        var gets = new[] { await proxy.AskAsync("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n"), await proxy.AskAsync("GET /2 HTTP/1.1\r\nHost: a\r\n\r\n") };

        Assert.Equal([200, 200], gets.Select(response => response.Status));
        Assert.NotEqual(ConnectionEnd.Open, await letGo.Task.Within());
    }

    [Fact]
    public async Task Post_ToAnOriginThatNeverAnswers_IsNotTriedElsewhere()
    {
        await using var silent = ScriptedOrigin.Start(connection => connection.WaitForEndAsync());
        await using var talking = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await ProxyUnderTest.InFrontOfAsync([silent, talking], Impatient + "\npools.site.retries { attempts = 2, on = [timeout, reset, connect-failure] }");

        var posts = new List<int>();
        for (var i = 0; i < 2; i++)
            posts.Add((await proxy.AskAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi")).Status);

        Assert.Equal([200, 504], posts.Order());
        Assert.Single(talking.Requests);
    }

    [Fact]
    public async Task Origin_ThatStopsInTheMiddleOfABody_CutsTheClientOff()
    {
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.AnswerOnceAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
            await connection.WaitForEndAsync();
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Impatient);
        await using var client = await proxy.ConnectAsync();

        var response = await client.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Equal((200, "hello", false), (response.Status, response.Body, response.IsComplete));
    }

    [Fact]
    public async Task Origin_ThatStopsReadingTheRequest_IsGatewayTimeout()
    {
        var done = new TaskCompletionSource();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await done.Task;
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Impatient);
        await using var client = await proxy.ConnectAsync();

        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n");
        var response = client.ReadResponseAsync();
        try
        {
            while (!response.IsCompleted)
                await client.SendAsync(new byte[64 * 1024]);
        }
        catch (IOException)
        {
            // The proxy has given up and closed.
        }

        Assert.Equal(504, (await response).Status);
        done.SetResult();
    }

    [Fact]
    public async Task SlowAnswer_WithinTheReadTimeoutBetweenPieces_IsNotCut()
    {
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.AnswerOnceAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
            foreach (var letter in "0123456789")
            {
                // Slower altogether than the read timeout, which counts from piece to piece.
                await Task.Delay(100);
                await connection.SendAsync($"{letter}");
            }
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, Impatient);

        Assert.Equal("0123456789", (await proxy.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).Body);
    }
}
