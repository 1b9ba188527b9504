using ActorProxy.Actors.Pools;

namespace ActorProxy.Actors.Load;

/// <summary>A backend, as all nodes call it.</summary>
internal readonly record struct BackendKey(string Pool, string Id)
{
    public static BackendKey Of(Backend backend) => new(backend.Pool, backend.Id);
}
