using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using ActorProxy.Transport.Rings;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace ActorProxy.Transport.Connections;

/// <summary>
/// A TCP connection on a ring, incoming or outgoing. It can be used as a pair of pipes, as Kestrel does, or by
/// <see cref="ReceiveAsync"/> and <see cref="SendAsync"/>, which need no more than a buffer. What completes later completes on the
/// thread of its ring. It is its own feature for all that the transport offers.
/// </summary>
public sealed class RingConnection : ConnectionContext, IDuplexPipe, IHalfCloseFeature, IRestFeature, IMemoryPoolFeature,
    IConnectionIdFeature, IConnectionItemsFeature, IConnectionTransportFeature, IConnectionLifetimeFeature, IConnectionEndPointFeature
{
    private static long _lastId;

    private readonly RingSocket _socket;
    private TaskCompletionSource? _closed;
    private Action<object>? _told;
    private object? _toldState;
    private ConnectionFeatures? _features;
    private IDuplexPipe? _transport;
    private IDictionary<object, object?>? _items;
    private CancellationTokenSource? _inputEnded;
    private CancellationToken? _connectionClosed;
    private EndPoint? _ownAddress;
    private string? _id;
    private ConnectionAbortedException? _abortReason;
    private volatile bool _hasInputEnded;
    private volatile bool _isClosed;

    internal RingConnection(RingThread thread, int? file, EndPoint? peer, RingListener? listener = null)
    {
        _socket = new RingSocket(thread, file, listener);
        RemoteEndPoint = peer;
        _ownAddress = listener?.OwnAddress;
    }

    /// <summary>Which ring of its group it lives on, counted from 0.</summary>
    public int Lane => _socket.Thread.Index;

    /// <inheritdoc />
    public PipeReader Input => _socket.Input;

    /// <inheritdoc />
    public PipeWriter Output => _socket.Output;

    /// <inheritdoc />
    public override IDuplexPipe Transport
    {
        get => _transport ?? this;
        set => _transport = value;
    }

    /// <inheritdoc />
    public override string ConnectionId
    {
        get => _id ??= "R" + Interlocked.Increment(ref _lastId).ToString("X", CultureInfo.InvariantCulture);
        set => _id = value;
    }

    /// <inheritdoc />
    public override IFeatureCollection Features => _features ??= new ConnectionFeatures(this);

    /// <inheritdoc />
    public override IDictionary<object, object?> Items
    {
        get => _items ??= new ConnectionItems();
        set => _items = value;
    }

    /// <inheritdoc />
    public override EndPoint? RemoteEndPoint { get; set; }

    /// <inheritdoc />
    public override EndPoint? LocalEndPoint
    {
        get => _ownAddress ??= _socket.OwnAddress;
        set => _ownAddress = value;
    }

    /// <summary>Signalled when nothing more will be received: the peer has ended its direction, or the connection is lost or closed.</summary>
    public override CancellationToken ConnectionClosed
    {
        get => _connectionClosed ??= InputEndToken();
        set => _connectionClosed = value;
    }

    /// <inheritdoc />
    public void OnInputEnded(Action<object> told, object state)
    {
        _toldState = state;
        Interlocked.Exchange(ref _told, told);
        if (_hasInputEnded)
            TellOfInputEnd();
    }

    /// <inheritdoc />
    public MemoryPool<byte> MemoryPool => _socket.Thread.Pool;

    /// <inheritdoc />
    public bool IsHalfClosed => _socket.Info.IsHalfClosed;

    /// <inheritdoc />
    public bool HasUntaken => !_socket.Output.IsDrained || _socket.Info.HasUntaken;

    /// <inheritdoc />
    public void Rest()
    {
        _socket.Input.Rest();
        _socket.EndExchange();
    }

    /// <summary>Bytes received, 0 at the end. Not beside <see cref="Input"/>. Fails with an IOException when the connection is lost.</summary>
    public ValueTask<int> ReceiveAsync(Memory<byte> buffer) => _socket.Input.ReceiveAsync(buffer);

    /// <summary>
    /// Sends the bytes, which may change as soon as this returns. Completes when little enough waits to be sent. Not beside
    /// <see cref="Output"/>. Fails with an IOException when the connection is lost.
    /// </summary>
    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => _socket.Output.SendAsync(bytes);

    /// <summary>Tells the peer, behind all that was sent, that no more bytes follow; receiving goes on.</summary>
    public void CloseSend() => _socket.Output.Complete();

    /// <summary>Closes at once, as close(2) does: the peer sees the end of the stream, or a reset if it has sent what nobody read.</summary>
    public void Close() => _socket.Thread.Do(static socket => ((RingSocket)socket).Close(null), _socket);

    /// <summary>Closes at once, so that the peer sees a reset.</summary>
    public override void Abort(ConnectionAbortedException abortReason)
    {
        Interlocked.CompareExchange(ref _abortReason, abortReason, null);
        _socket.Thread.Do(static state => ((RingConnection)state)._socket.Close(((RingConnection)state)._abortReason), this);
    }

    /// <summary>Sends what was written, closes, and ends when the kernel has let go of everything.</summary>
    public override async ValueTask DisposeAsync()
    {
        _socket.Output.Complete();
        _socket.Thread.Do(static socket => ((RingSocket)socket).CloseWhenDrained(), _socket);
        await UntilClosedAsync().ConfigureAwait(false);
        _socket.Input.Complete();
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>On the ring's thread, once.</summary>
    internal void Start() => _socket.Start(this);

    /// <summary>Begins with a client, or goes on with another one, of whom that buffer of the ring holds the first bytes of a request.</summary>
    internal void Serve(WaitingClient client, int buffer, int length)
    {
        RemoteEndPoint = client.Address;
        _ownAddress = client.OwnAddress;
        _socket.Serve(this, client, buffer, length);
    }

    /// <summary>Whether it is to be closed with a reset, now or soon.</summary>
    internal bool IsAborted => Volatile.Read(ref _abortReason) is not null;

    internal void OnInputEnded()
    {
        _hasInputEnded = true;
        Interlocked.MemoryBarrier();
        TellOfInputEnd();
        Volatile.Read(ref _inputEnded)?.Cancel();
    }

    internal void OnClosed()
    {
        _isClosed = true;
        // Between the two on both sides, or each could miss what the other has written.
        Interlocked.MemoryBarrier();
        Volatile.Read(ref _closed)?.TrySetResult();
    }

    private void TellOfInputEnd() => Interlocked.Exchange(ref _told, null)?.Invoke(_toldState!);

    // Made only when somebody waits for the end, like the token below.
    private Task UntilClosedAsync()
    {
        var source = new TaskCompletionSource(TaskCreationOptions.None);
        source = Interlocked.CompareExchange(ref _closed, source, null) ?? source;
        if (_isClosed)
            source.TrySetResult();
        return source.Task;
    }

    // Made only for who asks for it: an idle connection does without. Never disposed, which it needs as little as any without a timer:
    // the one who reads may dispose the connection before the others hear of the end.
    private CancellationToken InputEndToken()
    {
        var source = new CancellationTokenSource();
        source = Interlocked.CompareExchange(ref _inputEnded, source, null) ?? source;
        if (_hasInputEnded)
            source.Cancel();
        return source.Token;
    }
}
