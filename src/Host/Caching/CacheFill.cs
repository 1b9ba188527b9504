using ActorProxy.Actors.Requests;
using ActorProxy.Host.Upstream;
using ActorProxy.Streams.Caching.Stored;

namespace ActorProxy.Host.Caching;

/// <summary>Carries a body from the origin into the cache, at the origin's pace; clients read from the cache at theirs.</summary>
internal sealed class CacheFill(RouteCache cache, StoredResponse response, WritableBody body, UpstreamConnection connection)
{
    // Only of a body that is not kept, whose slowest reader its origin waits for.
    private static readonly TimeSpan LongestStall = TimeSpan.FromSeconds(60);

    private bool _isPublished;
    private bool _isStored = true;

    /// <summary>Runs to the end of the body.</summary>
    /// <param name="publish">
    /// Makes the response known: with its whole body where that has come with the head, else before the first byte of it.
    /// </param>
    public async ValueTask<Failure> RunAsync(Action publish)
    {
        while (true)
        {
            var receive = connection.ReceiveBodyAsync();
            if (!receive.IsCompleted)
                Publish(publish);
            var piece = await receive;
            if (!await TryAppendAsync(piece.Data))
                return Failure.ClientAborted;
            if (piece.IsLast)
                await EndAsync(piece.Failure);
            Publish(publish);
            if (piece.IsLast)
                return piece.Failure;
        }
    }

    private void Publish(Action publish)
    {
        if (_isPublished)
            return;
        _isPublished = true;
        publish();
    }

    // False when nobody takes what is not kept.
    private async ValueTask<bool> TryAppendAsync(ReadOnlyMemory<byte> data)
    {
        var append = body.AppendAsync(data);
        if (!append.IsCompletedSuccessfully && !await InTimeAsync(append.AsTask()))
        {
            Break();
            return false;
        }

        if (!body.IsKept)
            Drop();
        else if (_isPublished)
            cache.Store.Grown(response);
        return true;
    }

    private async ValueTask EndAsync(Failure failure)
    {
        if (failure != Failure.None)
        {
            Break();
            return;
        }

        await body.CompleteAsync();
        if (!body.IsKept)
            Drop();
        else if (_isPublished)
            cache.Store.Grown(response);
    }

    private void Break()
    {
        Drop();
        body.Break();
    }

    private void Drop()
    {
        if (_isStored)
            cache.Store.Drop(response);
        _isStored = false;
    }

    private async ValueTask<bool> InTimeAsync(Task append)
    {
        try
        {
            await append.WaitAsync(LongestStall, cache.Store.Clock.Time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
