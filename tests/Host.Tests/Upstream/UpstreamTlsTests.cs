using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Settings;
using ActorProxy.Host.Upstream;

namespace ActorProxy.Host.Tests.Upstream;

public sealed class UpstreamTlsTests : IDisposable
{
    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    private UpstreamTlsSettings Trusting(string serverName = "backend.test") => new(true, serverName, _certificates.CaPath);

    [Fact]
    public async Task Backend_WithATrustedCertificateOfItsName_IsUsed()
    {
        using var certificate = _certificates.Issue("x", "backend.test");
        using var rig = Rig(Trusting());

        var (connection, peer) = await ConnectAsync(rig, certificate);

        Assert.Equal("backend.test", peer.Tls.TargetHostName);
        Assert.Equal(SslApplicationProtocol.Http11, peer.Tls.NegotiatedApplicationProtocol);
        await UpstreamRig.ServeAsync(connection, peer);
        connection.Release();
        Assert.Same(connection, rig.Upstream.TryRentIdle());
        await UpstreamRig.ServeAsync(connection, peer);
    }

    [Fact]
    public async Task Backend_KnownByAddress_IsVerifiedByIt()
    {
        using var certificate = _certificates.Issue("x", null, IPAddress.Loopback);
        using var rig = Rig(Trusting(serverName: ""));

        Assert.NotNull((await ConnectAsync(rig, certificate)).Connection);
    }

    [Theory]
    [InlineData("x", "other.test")]
    [InlineData("backend.test", null)]
    public async Task Backend_WithoutItsNameInTheCertificate_IsRefused(string commonName, string? dnsName)
    {
        using var certificate = _certificates.Issue(commonName, dnsName);

        Assert.Equal(Failure.ConnectFailed, await RefusedAsync(Trusting(), certificate));
    }

    [Fact]
    public async Task Backend_OfAnotherAuthority_IsRefused()
    {
        using var others = new TestCertificates();
        using var certificate = others.Issue("x", "backend.test");

        Assert.Equal(Failure.ConnectFailed, await RefusedAsync(Trusting(), certificate));
        Assert.Equal(Failure.ConnectFailed, await RefusedAsync(new UpstreamTlsSettings(true, "backend.test", ""), certificate));
    }

    [Fact]
    public async Task Backend_NotVerified_IsUsedWhateverItsCertificate()
    {
        using var others = new TestCertificates();
        using var certificate = others.Issue("x", "other.test");
        using var rig = Rig(new UpstreamTlsSettings(false, "", ""));

        var (connection, peer) = await ConnectAsync(rig, certificate);

        await UpstreamRig.ServeAsync(connection, peer);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Backend_ThatAsksWhoConnects_IsShownTheCertificateThatThereIs(bool isShown)
    {
        using var certificate = _certificates.Issue("x", "backend.test");
        using var own = _certificates.Issue("proxy", "proxy.test");
        using var rig = Rig(isShown ? Trusting() with { Certificate = _certificates.Write(own) } : Trusting());

        Assert.Equal(isShown ? "CN=proxy" : "", await ShownAsync(rig, certificate));
    }

    [Fact]
    public async Task Certificate_ThatIsRenewed_IsShownByConnectionsToCome()
    {
        using var certificate = _certificates.Issue("x", "backend.test");
        using var old = _certificates.Issue("old", "proxy.test");
        using var renewed = _certificates.Issue("renewed", "proxy.test");
        var files = _certificates.Write(old);
        using var rig = Rig(Trusting() with { Certificate = files });

        Assert.Equal("CN=old", await ShownAsync(rig, certificate));
        TestCertificates.Write(renewed, files);
        rig.Time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal("CN=renewed", await ShownAsync(rig, certificate));
    }

    [Fact]
    public async Task FileOfAuthorities_ThatIsMissing_FailsTheConnectionWithAReason()
    {
        using var rig = Rig(new UpstreamTlsSettings(true, "", "/nowhere/ca.pem"));

        var result = await rig.Upstream.ConnectAsync(CancellationToken.None);

        Assert.Equal(Failure.ConnectFailed, result.Failure);
        Assert.Contains("ca.pem", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handshake_ThatNeverEnds_IsAConnectTimeout()
    {
        using var rig = Rig(Trusting());
        var connecting = rig.Upstream.ConnectAsync(CancellationToken.None).AsTask();
        using var silent = await rig.Server.AcceptAsync();

        rig.Time.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(Failure.ConnectTimeout, (await connecting).Failure);
    }

    [Theory]
    [InlineData(true, Failure.None)]
    [InlineData(false, Failure.ResponseTruncated)]
    public async Task BodyUntilClose_IsCompleteOnlyWithCloseNotify(bool notify, Failure failure)
    {
        using var certificate = _certificates.Issue("x", "backend.test");
        using var rig = Rig(Trusting());
        var (connection, peer) = await ConnectAsync(rig, certificate);
        await UpstreamRig.SendGetAsync(connection);
        await peer.AnswerAsync("HTTP/1.1 200 OK\r\n\r\nhello");
        Assert.Equal(Failure.None, await connection.ReceiveHeadAsync(false));

        if (notify)
            await peer.Tls.ShutdownAsync();
        peer.HalfClose();

        Assert.Equal(("hello", failure), await UpstreamRig.ReadBodyAsync(connection));
    }

    [Fact]
    public async Task Idle_ClosedByTheBackend_LeavesThePoolAtOnce()
    {
        using var certificate = _certificates.Issue("x", "backend.test");
        using var rig = Rig(Trusting());
        var (connection, peer) = await ConnectAsync(rig, certificate);
        await UpstreamRig.ServeAsync(connection, peer);
        connection.Release();

        await peer.Tls.ShutdownAsync();

        await UpstreamRig.UntilAsync(() => rig.Upstream.Statistics.Idle == 0);
    }

    private static UpstreamRig Rig(UpstreamTlsSettings tls)
    {
        var rig = new UpstreamRig(UpstreamRig.Settings(tls: tls));
        rig.Upstream.Configure(rig.Pool, new BackendSettings(new Uri($"https://127.0.0.1:{rig.Server.Port}")));
        return rig;
    }

    private static SslServerAuthenticationOptions With(X509Certificate2 certificate) => new()
    {
        ServerCertificate = certificate,
        ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
    };

    private static async Task<(UpstreamConnection Connection, RawPeer Peer)> ConnectAsync(UpstreamRig rig, X509Certificate2 certificate)
    {
        var connecting = rig.Upstream.ConnectAsync(CancellationToken.None);
        var peer = await rig.Server.AcceptTlsAsync(With(certificate));
        var result = await connecting;
        Assert.Equal("", result.Reason);
        return (result.Connection!, peer);
    }

    // Who connects, as a backend sees it that asks.
    private static async Task<string> ShownAsync(UpstreamRig rig, X509Certificate2 certificate)
    {
        var shown = "";
        var options = With(certificate);
        options.ClientCertificateRequired = true;
        options.RemoteCertificateValidationCallback = (_, client, _, _) => (shown = client?.Subject ?? "") is { Length: >= 0 };
        var connecting = rig.Upstream.ConnectAsync(CancellationToken.None);
        var peer = await rig.Server.AcceptTlsAsync(options);
        var connection = (await connecting).Connection!;
        await UpstreamRig.ServeAsync(connection, peer);
        connection.Release();
        return shown;
    }

    private static async Task<Failure> RefusedAsync(UpstreamTlsSettings tls, X509Certificate2 certificate)
    {
        using var rig = Rig(tls);
        var connecting = rig.Upstream.ConnectAsync(CancellationToken.None).AsTask();
        try
        {
            using var peer = await rig.Server.AcceptTlsAsync(With(certificate));
            return (await connecting).Failure;
        }
        catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
        {
            return (await connecting).Failure;
        }
    }
}
