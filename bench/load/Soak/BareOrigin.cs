using System.Net.Sockets;
using System.Text;

namespace ActorProxy.Bench.Load.Soak;

/// <summary>
/// An origin that does what a web server with files does not: it answers an upgrade with 101 and sends back what it gets
/// (RFC 9110 section 7.8), and it takes any other request's body without ever answering, for clients that will not wait.
/// </summary>
internal sealed class BareOrigin : RawOrigin
{
    private static readonly byte[] Switching =
        Encoding.ASCII.GetBytes("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n");

    protected override async Task ServeAsync(Socket connection)
    {
        var buffer = new byte[16 * 1024];
        var echoes = (await ReadHeadAsync(connection, buffer)).Contains("\r\nUpgrade:", StringComparison.OrdinalIgnoreCase);
        if (echoes)
            await SendAllAsync(connection, Switching);
        for (int count; (count = await connection.ReceiveAsync(buffer)) > 0;)
        {
            if (echoes)
                await SendAllAsync(connection, buffer.AsMemory(0, count));
        }
    }
}
