using System.Buffers.Text;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ActorProxy.TestKit;
using ActorProxy.TestKit.Raw;

namespace ActorProxy.Cluster.Tests.Caching;

/// <summary>The port where nodes fetch from each other answers nobody else.</summary>
public sealed class PeerPortTests : IAsyncLifetime
{
    private readonly FaultyOrigin _origin = FaultyOrigin.Answering("hello", "Cache-Control: max-age=1000");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _origin.DisposeAsync();

    [Theory]
    [InlineData("/one", 0, 200)]
    [InlineData("/two", 0, 403)]
    [InlineData("/one", -40, 403)]
    public async Task Seal_OfANode_CountsForItsOwnTargetAndTimeAlone(string target, int secondsAgo, int status)
    {
        await using var node = await StartAsync();
        var response = await AskAsync(node, Place(node), target, Seal(node, "/one", secondsAgo));

        Assert.Equal(status, response.Status);
        Assert.Equal(status == 200 ? 1 : 0, _origin.Requests);
        if (status == 200)
        {
            Assert.Contains("6.6.6.6", _origin.LastFields, StringComparison.Ordinal);
            Assert.DoesNotContain("Proxy-Authorization", _origin.LastFields, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("Basic YTpi")]
    [InlineData("ActorProxy-Peer ")]
    [InlineData("ActorProxy-Peer ;;")]
    public async Task Stranger_WithoutASeal_IsRefused(string credentials)
    {
        await using var node = await StartAsync();
        Assert.Equal(403, (await AskAsync(node, Place(node), "/one", credentials)).Status);
        Assert.Equal(0, _origin.Requests);
    }

    [Fact]
    public async Task Seal_AtAListenerForClients_IsNotBelieved()
    {
        await using var node = await StartAsync();
        Assert.Equal(200, (await AskAsync(node, node.Endpoint("web"), "/one", Seal(node, "/one", 0))).Status);
        Assert.DoesNotContain("6.6.6.6", _origin.LastFields, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nodes_WithTls_FetchByItAlone()
    {
        using var nodes = new NodeCertificates();
        await using var cluster = await ProxyCluster.StartAsync(3, $"{Configuration}\nproxy.cluster.tls {nodes.Tls()}");
        foreach (var node in cluster.Nodes)
        {
            Assert.Empty(node.Node.About().Peers);
            Assert.Equal("hello", (await node.AskAsync("GET /one HTTP/1.1\r\nHost: site.example\r\n\r\n")).Body);
        }

        Assert.Equal((1, 2, 0), (_origin.Requests, cluster.Nodes.Sum(node => node.Node.Peers.Answered), cluster.Nodes.Sum(node => node.Node.Peers.Fallbacks)));
    }

    [Theory]
    [InlineData(Shown.Nothing, false)]
    [InlineData(Shown.OfAnotherRoot, false)]
    [InlineData(Shown.OfTheRoot, true)]
    public async Task Stranger_WithoutACertificateOfTheRoot_GetsNoConnection(Shown shown, bool isLetIn)
    {
        using var nodes = new NodeCertificates();
        using var others = new NodeCertificates("others");
        await using var node = await StartAsync($"proxy.cluster.tls {nodes.Tls()}");
        using var certificate = shown == Shown.Nothing ? null : (shown == Shown.OfTheRoot ? nodes : others).Load();

        // Without a seal, so that who is let in is refused by the next door.
        var answer = await AskByTlsAsync(IPEndPoint.Parse(node.Node.About().PeersByTls), certificate);
        Assert.Equal(isLetIn ? "HTTP/1.1 403" : "", answer);
    }

    [Fact]
    public async Task Port_ThatIsTaken_IsNamedWithTheSetting()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var refusal = await Assert.ThrowsAnyAsync<IOException>(() => StartAsync($"proxy.cluster.peer-port = {port}"));
        Assert.Contains($"cluster.peer-port cannot listen on 127.0.0.1:{port}: another program does", refusal.Message, StringComparison.Ordinal);
    }

    private string Configuration => $$"""
        proxy {
          shutdown.grace = 0s
          sessions.key = "a secret for tests"
          pools.site { backends = ["{{_origin.Url}}"], health.passive = off }
          routes = [{ pool = site, cache {} }]
        }
        """;

    private Task<ProxyUnderTest> StartAsync(string more = "") =>
        ProxyUnderTest.StartAsync($"{Configuration}\nproxy.cluster.address = \"127.0.0.1:0\"\n{more}");

    private static IPEndPoint Place(ProxyUnderTest node) => IPEndPoint.Parse(node.Node.About().Peers);

    private static string Seal(ProxyUnderTest node, string target, int secondsAgo)
    {
        var seconds = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + secondsAgo;
        var signed = $"peer fetch 1\n{node.Name}\n{seconds}\nGET\nsite.example\n{target}";
        var code = Base64Url.EncodeToString(HMACSHA256.HashData(node.Node.CookieKey.Value, Encoding.UTF8.GetBytes(signed)));
        return $"ActorProxy-Peer {node.Name};{seconds};{code}";
    }

    private static async Task<RawMessage> AskAsync(ProxyUnderTest node, IPEndPoint place, string target, string credentials)
    {
        await using var client = await RawClient.ConnectAsync(place);
        var field = credentials.Length > 0 ? $"Proxy-Authorization: {credentials}\r\n" : "";
        return await client.AskAsync($"GET {target} HTTP/1.1\r\nHost: site.example\r\nX-Forwarded-For: 6.6.6.6\r\n{field}\r\n");
    }

    // The beginning of the answer; nothing when there is no way in.
    private static async Task<string> AskByTlsAsync(IPEndPoint place, X509Certificate2? certificate)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(place);
        await using var tls = new SslStream(connection.GetStream(), leaveInnerStreamOpen: false, (_, shown, _, _) => shown?.Issuer == "CN=nodes");
        try
        {
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "node",
                ClientCertificates = certificate is null ? null : [certificate],
            });
            await tls.WriteAsync("GET /one HTTP/1.1\r\nHost: site.example\r\n\r\n"u8.ToArray());
            var answer = new byte[12];
            await tls.ReadExactlyAsync(answer);
            return Encoding.ASCII.GetString(answer);
        }
        catch (Exception refused) when (refused is IOException or System.Security.Authentication.AuthenticationException)
        {
            return "";
        }
    }

    public enum Shown
    {
        Nothing,
        OfAnotherRoot,
        OfTheRoot,
    }
}
