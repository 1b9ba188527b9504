using System.Net;
using System.Net.Sockets;
using ActorProxy.Actors.Requests;

namespace ActorProxy.Host.Tests.Upstream;

[Collection("Alone")]
public sealed class UpstreamAllocationTests
{
    [Fact]
    public async Task Exchange_InSteadyState_AllocatesNothing()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var url = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndPoint!).Port}");
        using var rig = new UpstreamRig(url: url);
        var connection = (await rig.Upstream.ConnectAsync(CancellationToken.None)).Connection!;
        var backend = new Thread(Serve) { IsBackground = true };
        backend.Start(await listener.AcceptAsync());
        await ExchangeAsync(connection);
        connection.Release();
        await RunAsync(rig, 500);

        // The count is of the whole process, where timers of what other tests left may tick: what an exchange allocates it does every time.
        var each = double.MaxValue;
        for (var round = 0; round < 10 && each >= 16; round++)
            each = Math.Min(each, await AllocatedAsync(rig, 2_000));

        Assert.True(each < 16, $"{each} bytes for each exchange");
        Assert.Equal(1, rig.Upstream.Statistics.Opened);
    }

    private static async Task<double> AllocatedAsync(UpstreamRig rig, int count)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await RunAsync(rig, count);
        return (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)count;
    }

    private static async Task RunAsync(UpstreamRig rig, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var connection = rig.Upstream.TryRentIdle()!;
            var send = connection.Output;
            "GET / HTTP/1.1\r\nHost: a\r\n\r\n"u8.CopyTo(send.GetSpan(64));
            send.Advance(27);
            if (await connection.SendAsync() is not Failure.None || await connection.ReceiveHeadAsync(false) is not Failure.None)
                Assert.Fail("no response");
            while (!(await connection.ReceiveBodyAsync()).IsLast)
            {
            }

            connection.Release();
        }
    }

    private static async Task ExchangeAsync(Host.Upstream.UpstreamConnection connection)
    {
        await UpstreamRig.SendGetAsync(connection);
        Assert.Equal(Failure.None, await connection.ReceiveHeadAsync(false));
        await UpstreamRig.ReadBodyAsync(connection);
    }

    // Blocking and without allocation, so that all that is counted is the client's. Ends when the client closes.
    private static void Serve(object? accepted)
    {
        using var socket = (Socket)accepted!;
        socket.NoDelay = true;
        var head = "HTTP/1.1 200 OK\r\nServer: x\r\nTransfer-Encoding: chunked\r\nX-Own: some value\r\n\r\n5\r\n"u8.ToArray();
        var rest = "hello\r\n0\r\n\r\n"u8.ToArray();
        var buffer = new byte[1024];
        try
        {
            while (socket.Receive(buffer) > 0)
            {
                socket.Send(head);
                socket.Send(rest);
            }
        }
        catch (SocketException)
        {
            // The client has closed.
        }
    }
}
