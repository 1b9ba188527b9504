using System.Buffers;
using System.IO.Pipelines;
using ActorProxy.Actors.Requests;
using ActorProxy.Streams.Flows;

namespace ActorProxy.Host.Pipeline.Coding;

/// <summary>A request body as it comes from the client.</summary>
/// <param name="reader">Kestrel's.</param>
/// <param name="maxLength">Bytes that may come.</param>
internal sealed class RequestPieces(PipeReader reader, long maxLength) : PieceReader
{
    private ReadOnlySequence<byte> _unread;
    private Task<Piece>? _reading;
    private bool _isHeld;
    private bool _isCompleted;

    /// <summary>Why the body broke off.</summary>
    public Failure Failure { get; private set; }

    /// <summary>Bytes taken from the client.</summary>
    public long BytesIn { get; private set; }

    public override ValueTask<Piece> ReadAsync()
    {
        if (!_unread.IsEmpty)
            return new ValueTask<Piece>(Next());
        Release();
        var reading = ReadMoreAsync();
        if (reading.IsCompletedSuccessfully)
            return reading;
        _reading = reading.AsTask();
        return new ValueTask<Piece>(_reading);
    }

    /// <summary>
    /// Gives back what was read last, and ends a read that nobody waits for any more: the reader allows no second one, not even the
    /// one of the next request.
    /// </summary>
    public async ValueTask StopAsync()
    {
        if (_reading is { } reading)
        {
            if (!reading.IsCompleted)
                reader.CancelPendingRead();
            await reading;
        }

        Release();
    }

    private async ValueTask<Piece> ReadMoreAsync()
    {
        try
        {
            var read = await reader.ReadAsync();
            _unread = read.Buffer;
            _isHeld = true;
            _isCompleted = read.IsCompleted;
            BytesIn += read.Buffer.Length;
            Failure = read.IsCanceled ? Failure.UpstreamReset : BytesIn > maxLength ? Failure.BodyTooLarge : Failure.None;
        }
        catch (Exception exception) when (ClientFault.Of(exception) is not Failure.None and var fault)
        {
            Failure = fault;
        }

        return Failure == Failure.None ? Next() : new Piece(default, IsLast: true, IsBroken: true);
    }

    private Piece Next()
    {
        var first = _unread.First;
        _unread = _unread.Slice(first.Length);
        return new Piece(first, _isCompleted && _unread.IsEmpty);
    }

    private void Release()
    {
        if (!_isHeld)
            return;
        _isHeld = false;
        reader.AdvanceTo(_unread.End);
    }
}
