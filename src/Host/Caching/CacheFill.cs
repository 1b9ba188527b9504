using ActorProxy.Actors.Requests;
using ActorProxy.Host.Pipeline.Coding;
using ActorProxy.Host.Upstream;
using ActorProxy.Streams.Caching.Rules;
using ActorProxy.Streams.Caching.Stored;
using ActorProxy.Streams.Flows;

namespace ActorProxy.Host.Caching;

/// <summary>
/// Carries a body from the origin into the cache, at the origin's pace; the clients, and the encoder, read from the cache at theirs. A body
/// that comes with its head is stored as it is, any other flows through stages.
/// </summary>
internal sealed class CacheFill(RouteCache cache, FlowRunner flows, StoredResponse response, WritableBody body, UpstreamConnection connection)
{
    /// <summary>Runs to the end of the body.</summary>
    /// <param name="publish">
    /// Makes the response known: with its whole body where that has come with the head, else before the first byte of it.
    /// </param>
    public async ValueTask<Failure> RunAsync(Action publish)
    {
#pragma warning disable CA2012 // Awaited once: here, or by the flow.
        var receive = connection.ReceiveBodyAsync();
#pragma warning restore CA2012
        if (!receive.IsCompletedSuccessfully)
            return await FlowAsync(publish, receive);
        var piece = receive.Result;
        if (!piece.IsLast)
            return await FlowAsync(publish, new ValueTask<BodyPiece>(piece));

        await body.AppendAsync(piece.Data);
        await FinishAsync(piece.Failure);
        publish();
        return piece.Failure;
    }

    private async ValueTask<Failure> FlowAsync(Action publish, ValueTask<BodyPiece> first)
    {
        publish();
        var source = new UpstreamPieces(connection, first);
        var target = new StoredBodyWriter(cache, response, body);
        var end = await flows.CopyAsync(source, target);
        if (end.Kind is FlowEndKind.Completed && !await target.FlushAsync())
            end = new FlowEnd(FlowEndKind.Cancelled);
        var failure = end.Kind switch
        {
            FlowEndKind.Completed => Failure.None,
            FlowEndKind.Cancelled => Failure.ClientAborted,
            _ => source.Failure == Failure.None ? Failure.CodingFailed : source.Failure,
        };
        await FinishAsync(failure);
        if (failure == Failure.None && body.IsKept)
            cache.Store.Grown(response);
        else
            cache.Store.Drop(response);
        return failure;
    }

    private async ValueTask FinishAsync(Failure failure)
    {
        if (failure == Failure.None)
            await body.CompleteAsync(TrailersOf(connection.Head.Trailers));
        else
            body.Break();
    }

    private FieldLines TrailersOf(FieldList trailers)
    {
        if (trailers.Count == 0)
            return FieldLines.None;
        var lines = Enumerable.Range(0, trailers.Count).Select(i => KeyValuePair.Create(trailers.Name(i), trailers.Value(i)));
        return new FieldLines([.. lines]).Where(name => !response.Directives.OmittedFields.Contains(name, StringComparer.OrdinalIgnoreCase));
    }
}
