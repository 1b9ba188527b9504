using ActorProxy.Actors.Requests;
using ActorProxy.Host.Upstream;
using ActorProxy.Streams.Caching.Stored;

namespace ActorProxy.Host.Caching;

/// <summary>Carries a body from the origin into the cache, at the origin's pace; clients read from the cache at theirs.</summary>
internal sealed class CacheFill(RouteCache cache, StoredResponse response, MemoryBody body, UpstreamConnection connection, TimeProvider time)
{
    // Only of a body that is not kept, whose slowest reader its origin waits for.
    private static readonly TimeSpan LongestStall = TimeSpan.FromSeconds(60);

    private bool _isPublished;
    private bool _isKept = true;

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
            body.Append(piece.Data.Span);
            if (piece.IsLast)
                End(piece.Failure);
            Publish(publish);
            if (piece.IsLast)
                return piece.Failure;
            if (!await MayGoOnAsync())
                return Failure.ClientAborted;
        }
    }

    private void Publish(Action publish)
    {
        if (_isPublished)
            return;
        _isPublished = true;
        publish();
    }

    private void End(Failure failure)
    {
        if (failure == Failure.None)
            body.Complete();
        else
            Break();
        cache.Store.Grown(response);
    }

    private void Break()
    {
        cache.Store.Drop(response);
        body.Break();
    }

    // False when nobody is left to read what is not kept.
    private async ValueTask<bool> MayGoOnAsync()
    {
        if (_isKept && body.Length <= cache.Settings.MaxObject)
        {
            cache.Store.Grown(response);
            return true;
        }

        if (_isKept)
        {
            _isKept = false;
            cache.Store.Drop(response);
            body.PassOn();
        }

        try
        {
            await body.RoomAsync().WaitAsync(LongestStall, time);
            return true;
        }
        catch (TimeoutException)
        {
            Break();
            return false;
        }
    }
}
