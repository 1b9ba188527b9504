using ActorProxy.Transport.Connections;

namespace ActorProxy.Host.Listeners;

/// <summary>Wants to know when a client goes. Told from any thread, perhaps twice.</summary>
internal interface IClientWatch
{
    /// <summary>It has ended its side, and may or may not read on.</summary>
    /// <param name="ending">Tells what it has taken.</param>
    void OnHalfClosed(IHalfCloseFeature ending);

    /// <summary>It is gone.</summary>
    void OnGone();
}
