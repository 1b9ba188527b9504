using System.Runtime.CompilerServices;
using ActorProxy.Actors.Requests;
using ActorProxy.Host.Upstream;
using ActorProxy.Streams.Flows;

namespace ActorProxy.Host.Pipeline.Coding;

/// <summary>A response body as it comes from a backend.</summary>
/// <param name="connection">Where from.</param>
/// <param name="first">The first receive, which has begun already.</param>
internal sealed class UpstreamPieces(UpstreamConnection connection, ValueTask<BodyPiece> first) : PieceReader
{
    private bool _hasBegun;

    /// <summary>Why the body broke off.</summary>
    public Failure Failure { get; private set; }

    /// <summary>Bytes received.</summary>
    public long BytesIn { get; private set; }

    public override ValueTask<Piece> ReadAsync()
    {
        var receive = _hasBegun ? connection.ReceiveBodyAsync() : first;
        _hasBegun = true;
        return receive.IsCompletedSuccessfully ? new ValueTask<Piece>(Take(receive.Result)) : WaitAsync(receive);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Piece> WaitAsync(ValueTask<BodyPiece> receive) => Take(await receive);

    private Piece Take(BodyPiece piece)
    {
        Failure = piece.Failure;
        BytesIn += piece.Data.Length;
        return new Piece(piece.Data, piece.IsLast, piece.Failure != Failure.None);
    }
}
