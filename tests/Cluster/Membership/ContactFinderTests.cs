using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Settings;
using ActorProxy.TestKit;

namespace ActorProxy.Cluster.Tests.Membership;

/// <summary>Who knocks where, and how.</summary>
public sealed class ContactFinderTests : IDisposable
{
    private static readonly ContactPoint Self = new("127.0.0.1", 1);

    private readonly TcpListener _other = new(IPAddress.Loopback, 0);
    private readonly NodeCertificates _nodes = new();

    public ContactFinderTests() => _other.Start();

    public void Dispose()
    {
        _other.Dispose();
        _nodes.Dispose();
    }

    [Fact]
    public async Task Member_DoesNotKnockAtMembers()
    {
        var looked = await Finder(null).LookAsync(1, View(ClusterPhase.Up, Self, Other), _ => Task.FromResult(true));

        Assert.Equal([Self, Other], looked.Known);
        Assert.Empty(looked.Living);
        Assert.False(_other.Pending());
    }

    [Theory]
    [InlineData(ClusterPhase.Up)]
    [InlineData(ClusterPhase.Joining)]
    public async Task Node_KnocksAtThoseWhoAreNoMembers(ClusterPhase phase)
    {
        var looked = await Finder(null).LookAsync(1, View(phase, Self), _ => Task.FromResult(true));

        Assert.Equal([Other], looked.Living);
        Assert.True(_other.Pending());
    }

    [Fact]
    public async Task Node_WithCredentials_ShowsThem()
    {
        var credentials = NodeCredentials.Load(_nodes.Settings());
        var looking = Finder(credentials).LookAsync(1, View(ClusterPhase.Joining), _ => Task.FromResult(true));
        using var connection = await _other.AcceptTcpClientAsync();
        await using var tls = new SslStream(connection.GetStream());
        await tls.AuthenticateAsServerAsync(credentials.AsServer(SslApplicationProtocol.Http11));

        Assert.Equal([Other], (await looking).Living);
        Assert.True(tls.IsMutuallyAuthenticated);
        // By close_notify: it takes its leave and does not vanish.
        Assert.Equal(0, await tls.ReadAsync(new byte[1]));
    }

    [Fact]
    public async Task Other_ThatIsOfAnotherRoot_IsNotThere()
    {
        using var others = new NodeCertificates("others");
        var looking = Finder(NodeCredentials.Load(_nodes.Settings())).LookAsync(1, View(ClusterPhase.Joining), _ => Task.FromResult(true));
        using var connection = await _other.AcceptTcpClientAsync();
        await using var tls = new SslStream(connection.GetStream());
        await Assert.ThrowsAnyAsync<Exception>(() => tls.AuthenticateAsServerAsync(NodeCredentials.Load(others.Settings()).AsServer(SslApplicationProtocol.Http11)));

        Assert.Empty((await looking).Living);
    }

    private ContactPoint Other => new("127.0.0.1", ((IPEndPoint)_other.LocalEndpoint).Port);

    private ContactFinder Finder(NodeCredentials? credentials) =>
        new(new DiscoverySettings(DiscoveryKind.Static, ValueList.Of<ContactPoint>([Self, Other]), "", 0, ""), credentials);

    private static ClusterView View(ClusterPhase phase, params ContactPoint[] members) => new(
        phase, Self, ValueList.Of(members.Select(address => new ClusterMember(address, "up", ValueList.Empty<string>(), IsReachable: true))));
}
