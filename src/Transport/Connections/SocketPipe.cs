using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using ActorProxy.Transport.Kernel;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace ActorProxy.Transport.Connections;

/// <summary>
/// Makes a connection of Kestrel's own transport, .NET's sockets, end as one of this transport does: it tells a half closed peer from one
/// that is gone, and tells the end of the input behind the bytes, not with them. With them, Kestrel takes a body of known length that came
/// together with the FIN for cut off.
/// </summary>
public sealed class SocketPipe : PipeReader, IDuplexPipe, IHalfCloseFeature
{
    private readonly IDuplexPipe _inner;
    private readonly PipeReader _input;
    private readonly Socket? _socket;
    private readonly CancellationToken _closed;
    private CancellationTokenRegistration _told;
    private ReadOnlySequence<byte> _bytes;

    // How many of the bytes that are still there have been looked at.
    private long _examined;

    private SocketPipe(ConnectionContext connection)
    {
        _inner = connection.Transport;
        _input = _inner.Input;
        _socket = connection.Features.Get<IConnectionSocketFeature>()?.Socket;
        _closed = connection.ConnectionClosed;
    }

    /// <inheritdoc />
    public PipeReader Input => this;

    /// <inheritdoc />
    public PipeWriter Output => _inner.Output;

    /// <inheritdoc />
    public bool IsHalfClosed => Info.IsHalfClosed;

    /// <inheritdoc />
    public bool HasUntaken => Info.HasUntaken;

    private TcpInfo Info => _socket is null ? default : TcpInfo.Of(_socket);

    /// <summary>Puts one in the place of the connection's own pipe.</summary>
    public static SocketPipe Around(ConnectionContext connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var pipe = new SocketPipe(connection);
        connection.Transport = pipe;
        return pipe;
    }

    /// <inheritdoc />
    public void OnInputEnded(Action<object> told, object state)
    {
        _told.Dispose();
        _told = _closed.UnsafeRegister(told!, state);
    }

    /// <inheritdoc />
    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var read = _input.ReadAsync(cancellationToken);
        return read.IsCompletedSuccessfully ? new ValueTask<ReadResult>(EndLast(read.Result)) : WaitAsync(read);
    }

    /// <inheritdoc />
    public override bool TryRead(out ReadResult result)
    {
        if (!_input.TryRead(out result))
            return false;
        result = EndLast(result);
        return true;
    }

    /// <inheritdoc />
    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    /// <inheritdoc />
    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        _examined = consumed.Equals(examined) ? 0 : _bytes.Slice(consumed, examined).Length;
        _bytes = default;
        _input.AdvanceTo(consumed, examined);
    }

    /// <inheritdoc />
    public override void CancelPendingRead() => _input.CancelPendingRead();

    /// <inheritdoc />
    public override void Complete(Exception? exception = null) => _input.Complete(exception);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> WaitAsync(ValueTask<ReadResult> read) => EndLast(await read.ConfigureAwait(false));

    private ReadResult EndLast(ReadResult result)
    {
        _bytes = result.Buffer;
        return result.IsCompleted && _bytes.Length > _examined ? new ReadResult(_bytes, result.IsCanceled, isCompleted: false) : result;
    }
}
