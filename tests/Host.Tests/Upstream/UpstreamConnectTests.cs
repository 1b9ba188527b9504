using System.Net;
using System.Net.Sockets;
using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Settings;
using ActorProxy.Host.Upstream;

namespace ActorProxy.Host.Tests.Upstream;

/// <summary>Addresses and names. The whole of 127.0.0.0/8 is this machine, which makes several addresses of one backend.</summary>
public sealed class UpstreamConnectTests
{
    private static readonly IPAddress First = IPAddress.Parse("127.0.0.1");
    private static readonly IPAddress Second = IPAddress.Parse("127.0.0.2");

    [Fact]
    public async Task Connect_WhereNobodyListens_Fails()
    {
        using var rig = new UpstreamRig();
        rig.Server.Dispose();

        var result = await rig.Upstream.ConnectAsync(CancellationToken.None);

        Assert.Null(result.Connection);
        Assert.Equal(Failure.ConnectFailed, result.Failure);
        Assert.NotEqual("", result.Reason);
    }

    [Fact]
    public async Task Connect_Cancelled_IsNobodysFault()
    {
        using var rig = new UpstreamRig();

        var result = await rig.Upstream.ConnectAsync(new CancellationToken(canceled: true));

        Assert.Equal(Failure.ClientAborted, result.Failure);
    }

    [Fact]
    public async Task Connect_WhileTheNameIsNotResolved_TimesOut()
    {
        using var rig = Named((_, _) => new TaskCompletionSource<IPAddress[]>().Task);
        var connecting = rig.Upstream.ConnectAsync(CancellationToken.None).AsTask();

        rig.Time.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(Failure.ConnectTimeout, (await connecting).Failure);
    }

    [Fact]
    public async Task Connect_ToANameThatIsNotKnown_Fails()
    {
        using var rig = Named((_, _) => throw new SocketException((int)SocketError.HostNotFound));

        Assert.Equal(Failure.ConnectFailed, (await rig.Upstream.ConnectAsync(CancellationToken.None)).Failure);
    }

    [Fact]
    public async Task Connect_WhenOneAddressRefuses_TakesTheNext()
    {
        // Nobody listens on the second address; every other connect begins with it.
        using var rig = Named((_, _) => Task.FromResult<IPAddress[]>([First, Second]));

        for (var i = 0; i < 4; i++)
            Assert.Equal(First, (await rig.ConnectAsync()).Connection.Address);
    }

    [Fact]
    public async Task Connect_ToSeveralAddresses_BeginsWithAnotherEachTime()
    {
        using var rig = Named((_, _) => Task.FromResult<IPAddress[]>([First, Second]));
        using var other = new RawServer(Second, rig.Server.Port);
        var addresses = new List<IPAddress>();
        for (var i = 0; i < 4; i++)
            addresses.Add((await rig.Upstream.ConnectAsync(CancellationToken.None)).Connection!.Address);

        Assert.Equal(2, addresses.Count(First.Equals));
        Assert.Equal(2, addresses.Count(Second.Equals));
    }

    [Fact]
    public async Task Name_IsAskedForAgainOnlyAfterTheRefreshTime()
    {
        var questions = 0;
        using var rig = Named((_, _) => Task.FromResult<IPAddress[]>([++questions > 0 ? First : Second]));

        await rig.ConnectAsync();
        rig.Time.Advance(TimeSpan.FromSeconds(9));
        await rig.ConnectAsync();
        Assert.Equal(1, questions);

        rig.Time.Advance(TimeSpan.FromSeconds(2));
        await rig.ConnectAsync();
        Assert.Equal(2, questions);
    }

    [Fact]
    public async Task Name_ThatCannotBeResolvedAnyMore_KeepsItsAddresses()
    {
        var known = true;
        using var rig = Named((_, _) => known ? Task.FromResult<IPAddress[]>([First]) : throw new SocketException((int)SocketError.TryAgain));
        await rig.ConnectAsync();
        known = false;
        rig.Time.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(First, (await rig.ConnectAsync()).Connection.Address);
    }

    [Fact]
    public async Task Name_ThatMoves_IsFollowedAndOldConnectionsAreClosed()
    {
        IPAddress[] answer = [First];
        using var rig = Named((_, _) => Task.FromResult(answer));
        using var moved = new RawServer(Second, rig.Server.Port);
        var idlePeer = await rig.ConnectIdleAsync();
        var (used, usedPeer) = await rig.ConnectAsync();
        answer = [Second];
        rig.Time.Advance(TimeSpan.FromSeconds(11));

        var result = await rig.Upstream.ConnectAsync(CancellationToken.None);

        Assert.Equal(Second, result.Connection!.Address);
        Assert.True(await idlePeer.IsClosedAsync());
        await UpstreamRig.ServeAsync(used, usedPeer);
        used.Release();
        Assert.True(await usedPeer.IsClosedAsync());
    }

    private static UpstreamRig Named(AddressResolver resolve)
    {
        var rig = new UpstreamRig(resolve: resolve);
        rig.Upstream.Configure(rig.Pool, new BackendSettings(new Uri($"http://backend.test:{rig.Server.Port}")));
        return rig;
    }
}
