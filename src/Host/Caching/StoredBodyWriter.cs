using ActorProxy.Streams.Bodies;
using ActorProxy.Streams.Caching.Stored;
using ActorProxy.Streams.Flows;

namespace ActorProxy.Host.Caching;

/// <summary>Writes a body that flows into the cache. What turns out not to be kept is taken out of it at once, and only passed on.</summary>
internal sealed class StoredBodyWriter(RouteCache cache, StoredResponse response, WritableBody body) : PieceWriter
{
    // Only of a body that is not kept, whose slowest reader its origin waits for.
    private static readonly TimeSpan LongestStall = TimeSpan.FromSeconds(60);

    private readonly byte[] _piece = new byte[BodyBuffers.Size];
    private int _length;
    private bool _isStored = true;

    public override void Write(ReadOnlySpan<byte> data)
    {
        data.CopyTo(_piece);
        _length = data.Length;
    }

    /// <summary>False when nobody takes what is not kept.</summary>
    public override async ValueTask<bool> FlushAsync()
    {
        var append = body.AppendAsync(_piece.AsMemory(0, _length));
        _length = 0;
        if (!append.IsCompletedSuccessfully && !await InTimeAsync(append.AsTask()))
            return false;
        if (body.IsKept)
            cache.Store.Grown(response);
        else if (_isStored)
            cache.Store.Drop(response);
        _isStored = body.IsKept;
        return true;
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
