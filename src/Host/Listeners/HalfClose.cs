using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace ActorProxy.Host.Listeners;

/// <summary>
/// Tells a client that has ended its side and still listens (<c>printf … | nc -N</c>; RFC 9112 section 9.6) from one that is
/// gone. Kestrel takes both for gone and drops the response; with this stage it learns only of the second.
/// </summary>
internal sealed class HalfClose : IDisposable
{
    private const int ProtocolTcp = 6;
    private const int OptionTcpInfo = 11;
    private const byte StateCloseWait = 8;

    private readonly ConnectionContext _connection;
    private readonly CancellationTokenSource _gone = new();
    private readonly CancellationTokenSource _happened = new();

    private HalfClose(ConnectionContext connection) => _connection = connection;

    /// <summary>Fires when the client has ended its side but may still read.</summary>
    public CancellationToken Happened => _happened.Token;

    /// <summary>The stage of a connection.</summary>
    public static ConnectionDelegate Stage(ConnectionDelegate next) => async connection =>
    {
        using var halfClose = new HalfClose(connection);
        connection.Features.Set(halfClose);
        using var closed = connection.ConnectionClosed.UnsafeRegister(static state => ((HalfClose)state!).OnInputEnded(), halfClose);
        connection.ConnectionClosed = halfClose._gone.Token;
        await next(connection);
    };

    public void Dispose()
    {
        _gone.Dispose();
        _happened.Dispose();
    }

    private void OnInputEnded()
    {
        if (IsStillReading())
            _happened.Cancel();
        else
            _gone.Cancel();
    }

    // tcp(7): the first byte of struct tcp_info is the state; CLOSE_WAIT means that only the peer's side has ended.
    private bool IsStillReading()
    {
        if (!OperatingSystem.IsLinux() || _connection.Features.Get<IConnectionSocketFeature>()?.Socket is not { } socket)
            return false;
        try
        {
            Span<byte> info = stackalloc byte[1];
            return socket.GetRawSocketOption(ProtocolTcp, OptionTcpInfo, info) > 0 && info[0] == StateCloseWait;
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }
}
