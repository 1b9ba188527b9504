using ActorProxy.Scenarios.Harness;

namespace ActorProxy.Scenarios.Tls;

/// <summary>TLS to backends, with verification by name (RFC 9525).</summary>
public sealed class UpstreamTlsTests : IDisposable
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("127.0.0.1", "", 200)]
    [InlineData("backend.internal", "server-name = backend.internal", 200)]
    [InlineData("backend.internal", "server-name = other.internal", 502)]
    [InlineData("backend.internal", "", 502)]
    [InlineData("backend.internal", "verify = off", 200)]
    public async Task Backend_IsTrustedForItsNameAlone(string certified, string settings, int status)
    {
        using var certificate = Certificates.SelfSigned(certified);
        var ca = _folder.Write("ca.pem", certificate.ExportCertificatePem());
        await using var origin = ScriptedOrigin.StartTls(certificate, connection => connection.ServeAsync(_ => ScriptedOrigin.Ok));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, $$"""pools.site.tls { ca = "{{ca}}", {{settings}} }""");

        Assert.Equal(status, (await proxy.AskAsync(Get)).Status);
        Assert.Equal(status == 200 ? 1 : 0, origin.Requests.Count);
    }

    [Fact]
    public async Task Backend_OfAnUnknownAuthority_IsBadGateway()
    {
        using var certificate = Certificates.SelfSigned("127.0.0.1");
        await using var origin = ScriptedOrigin.StartTls(certificate, connection => connection.ServeAsync(_ => ScriptedOrigin.Ok));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin);

        Assert.Equal(502, (await proxy.AskAsync(Get)).Status);
        Assert.Empty(origin.Requests);
    }

    [Fact]
    public async Task Connection_ToATlsBackend_IsReused()
    {
        using var certificate = Certificates.SelfSigned("127.0.0.1");
        await using var origin = ScriptedOrigin.StartTls(certificate, connection => connection.ServeAsync(_ => ScriptedOrigin.Ok));
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, "pools.site.tls.verify = off");

        await using var client = await proxy.ConnectAsync();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(200, (await client.AskAsync(Get)).Status);
            await proxy.QuietAsync();
        }

        Assert.Equal(1, origin.Connections);
    }

    [Fact]
    public async Task Backend_ThatSpeaksNoTls_IsBadGateway()
    {
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadSomeAsync();
            await connection.SendAsync("HTTP/1.1 400 This is plain text\r\n\r\n");
        });
        await using var proxy = await ProxyUnderTest.InFrontOfAsync(origin, $"pools.site.backends = [ \"https://{origin.Id}\" ]");

        Assert.Equal(502, (await proxy.AskAsync(Get)).Status);
    }

    public void Dispose() => _folder.Dispose();
}
