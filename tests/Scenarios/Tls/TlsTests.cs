using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using ActorProxy.Scenarios.Harness;

namespace ActorProxy.Scenarios.Tls;

/// <summary>TLS from clients: certificates by name, HTTP/2 by ALPN.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly X509Certificate2 _one = Certificates.SelfSigned("one.example", "localhost");
    private readonly X509Certificate2 _two = Certificates.SelfSigned("two.example", "*.two.example");

    [Fact]
    public async Task Certificate_IsChosenByServerName()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await StartAsync(origin);

        foreach (var (name, expected) in new[] { ("one.example", _one), ("two.example", _two), ("x.two.example", _two), ("unknown.example", _one) })
        {
            await using var client = await RawClient.ConnectTlsAsync(proxy.Endpoint("tls"), name, expected);
            Assert.Equal(200, (await client.AskAsync($"GET / HTTP/1.1\r\nHost: {name}\r\n\r\n")).Status);
        }

        Assert.All(origin.Requests, request => Assert.Equal("https", request.Field("X-Forwarded-Proto")));
    }

    [Fact]
    public async Task Certificate_ThatIsRenewed_IsShownToConnectionsToCome()
    {
        var clock = new VirtualClock();
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await StartAsync(origin, clock);
        await using var before = await RawClient.ConnectTlsAsync(proxy.Endpoint("tls"), "one.example", _one);
        using var renewed = Certificates.SelfSigned("one.example", "localhost");
        _folder.WritePem(renewed, "one");

        clock.Advance(TimeSpan.FromSeconds(11));

        await using var after = await RawClient.ConnectTlsAsync(proxy.Endpoint("tls"), "one.example", renewed);
        foreach (var client in new[] { before, after })
            Assert.Equal(200, (await client.AskAsync("GET / HTTP/1.1\r\nHost: one.example\r\n\r\n")).Status);
        await proxy.SaysAsync("Took up ");
    }

    [Fact]
    public async Task PlainText_OnATlsListener_IsRefused()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await StartAsync(origin);
        await using var client = await proxy.ConnectAsync("tls");

        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.NotEqual(ConnectionEnd.Open, await client.WaitForEndAsync());
        Assert.Empty(origin.Requests);
    }

    [Fact]
    public async Task Http2_ByAlpn_CarriesRequestsBodiesAndTrailers()
    {
        await using var origin = ScriptedOrigin.Answering(request =>
            $"HTTP/1.1 200 OK\r\nX-Saw: {request.StartLine}\r\nTransfer-Encoding: chunked\r\n\r\n{request.Body.Length:x}\r\n{request.Body}\r\n0\r\nX-Sum: 42\r\n\r\n");
        await using var proxy = await StartAsync(origin);
        using var client = ClientOf(proxy, _one);

        var answers = await Task.WhenAll(Enumerable.Range(1, 20).Select(async i =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/p%2F?{i}") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
            request.Content = new StringContent(new string('x', i * 1000));
            request.Headers.Host = "one.example";
            return await client.SendAsync(request);
        }));

        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.OK, HttpVersion.Version20), (answer.StatusCode, answer.Version)));
        Assert.Equal("POST /p%2F?7 HTTP/1.1", answers[6].Headers.GetValues("X-Saw").Single());
        Assert.Equal(7000, (await answers[6].Content.ReadAsStringAsync()).Length);
        Assert.Equal("42", answers[6].TrailingHeaders.GetValues("X-Sum").Single());
        Assert.All(origin.Requests, request => Assert.Equal("one.example", request.Field("Host")));
    }

    [Fact]
    public async Task InterimResponse_ReachesAClientOfHttp1_AndHttp2GetsTheFinalOne()
    {
        const string hints = "HTTP/1.1 103 Early Hints\r\nLink: </s.css>; rel=preload\r\n\r\n";
        await using var origin = ScriptedOrigin.Answering(hints + ScriptedOrigin.Ok);
        await using var proxy = await StartAsync(origin);
        await using var client = await RawClient.ConnectTlsAsync(proxy.Endpoint("tls"), "one.example", _one);
        using var other = ClientOf(proxy, _one);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };

        Assert.Equal(hints, (await client.AskAsync("GET / HTTP/1.1\r\nHost: one.example\r\n\r\n")).Head);
        Assert.Equal("ok", (await client.ReadResponseAsync()).Body);
        Assert.Equal("ok", await (await other.SendAsync(request)).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Http2_CookieCrumbs_AreJoinedForHttp1()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await StartAsync(origin);
        using var client = ClientOf(proxy, _one);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.TryAddWithoutValidation("Cookie", ["a=1", "b=2"]);

        await client.SendAsync(request);

        Assert.Equal("a=1; b=2", origin.Request.Field("Cookie"));
        Assert.All([":path", "TE"], gone => Assert.Empty(origin.Request.Values(gone)));
    }

    [FactWith("curl")]
    public async Task Curl_SpeaksHttp2()
    {
        await using var origin = ScriptedOrigin.Answering(ScriptedOrigin.Ok);
        await using var proxy = await StartAsync(origin);
        var address = proxy.Endpoint("tls");

        var (code, output, errors) = await Tool.RunAsync("curl", "-sS", "--http2", "--cacert", _folder.Path + "/one.pem",
            "--resolve", $"one.example:{address.Port}:127.0.0.1", "-w", " %{http_version} %{http_code}", $"https://one.example:{address.Port}/x");

        Assert.True(code == 0, errors);
        Assert.Equal("ok 2 200", output);
    }

    [Fact]
    public async Task TruncatedBody_OverHttp2_ResetsTheStreamAlone()
    {
        await using var origin = ScriptedOrigin.Start(
            connection => connection.AnswerOnceAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello"),
            connection => connection.ServeAsync(_ => ScriptedOrigin.Ok));
        await using var proxy = await StartAsync(origin);
        using var client = ClientOf(proxy, _one);

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.GetStringAsync(new Uri("/", UriKind.Relative)));

        Assert.Equal("ok", await client.GetStringAsync(new Uri("/", UriKind.Relative)));
    }

    public void Dispose()
    {
        _folder.Dispose();
        _one.Dispose();
        _two.Dispose();
    }

    private static HttpClient ClientOf(ProxyUnderTest proxy, X509Certificate2 expected)
    {
        var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                TargetHost = "one.example",
                EnabledSslProtocols = SslProtocols.None,
                RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == expected.Thumbprint,
            },
        };
        return new HttpClient(handler)
        {
            BaseAddress = new Uri($"https://{proxy.Endpoint("tls")}"),
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Timeout = Patience.Limit,
        };
    }

    private Task<ProxyUnderTest> StartAsync(ScriptedOrigin origin, VirtualClock? clock = null) => ProxyUnderTest.StartAsync(ProxyUnderTest.Configuration([origin], $$"""
        listeners.tls { address = "127.0.0.1:0", protocols = [h1, h2], certificates = [ {{_folder.WritePem(_one, "one")}}, {{_folder.WritePem(_two, "two")}} ] }
        """), clock);
}
