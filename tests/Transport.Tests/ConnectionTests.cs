using System.Net;
using System.Net.Sockets;
using System.Text;
using ActorProxy.Transport.Connections;

namespace ActorProxy.Transport.Tests;

public sealed class EchoTests
{
    [Fact]
    public void Support_OnThisMachine_IsThere() => Assert.Equal(new RingSupport(true, "io_uring with multishot receive into provided buffers"), RingSupport.Probe());

    [Fact]
    public async Task Connection_ThatIsAccepted_EchoesWhatItReads()
    {
        await using var rings = await RingGroup.StartAsync(1);
        await using var listener = await rings.BindAsync(new IPEndPoint(IPAddress.Loopback, 0));
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(listener.EndPoint);
        var connection = (await listener.AcceptAsync())!;
        await client.SendAsync("hello"u8.ToArray());
        var read = await connection.Transport.Input.ReadAsync();
        Assert.Equal("hello", Encoding.ASCII.GetString(read.Buffer));
        connection.Transport.Input.AdvanceTo(read.Buffer.End);
        await connection.Transport.Output.WriteAsync("world"u8.ToArray());
        var buffer = new byte[16];
        var n = await client.ReceiveAsync(buffer);
        Assert.Equal("world", Encoding.ASCII.GetString(buffer, 0, n));
        client.Shutdown(SocketShutdown.Send);
        read = await connection.Transport.Input.ReadAsync();
        Assert.True(read.IsCompleted);
        await connection.DisposeAsync();
        Assert.Equal(0, await client.ReceiveAsync(buffer));
        await listener.UnbindAsync();
        Assert.Null(await listener.AcceptAsync());
    }

    [Fact]
    public async Task Connect_ToAListener_CarriesBytesBothWays()
    {
        await using var rings = await RingGroup.StartAsync(2);
        await using var listener = await rings.BindAsync(new IPEndPoint(IPAddress.Loopback, 0));
        var client = await rings.ConnectAsync((IPEndPoint)listener.EndPoint);
        var server = (RingConnection)(await listener.AcceptAsync())!;
        var big = new byte[3_000_000];
        new Random(1).NextBytes(big);
        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < big.Length; i += 50_000)
                await client.SendAsync(big.AsMemory(i, Math.Min(50_000, big.Length - i)));
            client.CloseSend();
        });
        var got = new MemoryStream();
        var buffer = new byte[7777];
        int n;
        while ((n = await server.ReceiveAsync(buffer)) > 0)
            got.Write(buffer, 0, n);
        await sending;
        Assert.Equal(big, got.ToArray());
        await server.DisposeAsync();
        await client.DisposeAsync();
    }

    [Fact]
    public async Task Connect_WhereNobodyListens_IsRefused()
    {
        await using var rings = await RingGroup.StartAsync(1);
        var refused = await Assert.ThrowsAsync<SocketException>(async () => await rings.ConnectAsync(new IPEndPoint(IPAddress.Loopback, 1)));
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
    }
}
