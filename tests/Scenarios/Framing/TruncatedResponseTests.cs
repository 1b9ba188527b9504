namespace ActorProxy.Scenarios.Framing;

/// <summary>Responses that break off after they began: the client must see that (RFC 9112 section 8), and never get a clean end.</summary>
public sealed class TruncatedResponseTests
{
    private const string Counted = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello";
    private const string Chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    [Theory]
    [InlineData("counted body", Counted)]
    [InlineData("chunked body inside a chunk", Chunked + "a\r\nhello")]
    [InlineData("chunked body between chunks", Chunked + "5\r\nhello\r\n")]
    [InlineData("chunked body without its last line", Chunked + "5\r\nhello\r\n0\r\n")]
    [InlineData("chunked body inside its trailers", Chunked + "5\r\nhello\r\n0\r\nX: 1\r\n")]
    [InlineData("chunk size not hexadecimal", Chunked + "5\r\nhello\r\nxyz\r\n")]
    [InlineData("chunk size beyond 64 bits", Chunked + "5\r\nhello\r\nfffffffffffffffff\r\nx\r\n")]
    [InlineData("chunk without line end", Chunked + "5\r\nhelloX0\r\n\r\n")]
    [InlineData("chunk with bare LF", Chunked + "5\nhello\n0\n\n")]
    [InlineData("chunk extension with bare LF", Chunked + "5\r\nhello\r\n0;\n\r\n\r\n")]
    [InlineData("trailer without colon", Chunked + "5\r\nhello\r\n0\r\nbroken\r\n\r\n")]
    public async Task Response_ThatBreaksOff_EndsTheClientsConnectionVisibly(string what, string bytes)
    {
        await using var origin = ScriptedOrigin.Start(connection => connection.AnswerOnceAsync(bytes));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

        await AssertCutOffAsync(client, what);
        Assert.Single(origin.Requests);
    }

    [Fact]
    public async Task Response_ResetInTheMiddle_EndsTheClientsConnectionVisibly()
    {
        var arrived = new TaskCompletionSource();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.AnswerOnceAsync(Counted);
            await arrived.Task;
            connection.Reset();
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.EndsWith("hello", await client.ReadThroughAsync("hello"), StringComparison.Ordinal);
        arrived.SetResult();

        Assert.Equal("", await client.ReadToEndAsync());
        Assert.NotEqual(ConnectionEnd.Open, client.End);
    }

    [Fact]
    public async Task Response_WithoutLength_EndsWithItsConnection()
    {
        await using var origin = ScriptedOrigin.Start(connection => connection.AnswerOnceAsync("HTTP/1.1 200 OK\r\n\r\nhello"));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        var response = await proxy.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.True(response.IsComplete);
        Assert.Equal("hello", response.Body);
        Assert.Equal("chunked", response.Field("Transfer-Encoding"));
    }

    [Fact]
    public async Task Response_WithoutLengthThatIsReset_EndsTheClientsConnectionVisibly()
    {
        var arrived = new TaskCompletionSource();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.AnswerOnceAsync("HTTP/1.1 200 OK\r\n\r\nhello");
            await arrived.Task;
            connection.Reset();
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);
        await using var client = await proxy.ConnectAsync();

        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        await client.ReadThroughAsync("hello");
        arrived.SetResult();

        Assert.DoesNotContain("0\r\n\r\n", await client.ReadToEndAsync(), StringComparison.Ordinal);
    }

    // Where the head comes together with what is wrong, the reset may overtake it: then there is nothing but the reset.
    private static async Task AssertCutOffAsync(RawClient client, string what)
    {
        var response = await RawMessage.ReadAsync(client);
        Assert.True(response is null or { IsComplete: false }, $"{what}: {response}");
        Assert.NotEqual(ConnectionEnd.Open, await client.WaitForEndAsync());
        Assert.True(response is not null || client.End == ConnectionEnd.Reset, $"{what}: a clean end");
    }
}
