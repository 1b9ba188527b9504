using ActorProxy.Actors.Balancing;
using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Pools;

/// <summary>
/// A pool as one routing table sees it: settings and members are fixed, the picker is republished by the pool's
/// RouterActor whenever health changes. A changed pool is a new object that shares the backends that stayed.
/// </summary>
public sealed class Pool(PoolSettings settings, IReadOnlyList<Backend> backends, Picker picker)
{
    private volatile Picker _picker = picker;

    /// <summary>What the file says.</summary>
    public PoolSettings Settings { get; } = settings;

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<Backend> Backends { get; } = backends;

    /// <summary>The current choice. Written by the RouterActor alone.</summary>
    public Picker Picker
    {
        get => _picker;
        internal set => _picker = value;
    }

    /// <summary>Picks a backend and takes a place in it, passing over those that are full; null when none is left.</summary>
    public Backend? Enter(IRequestFacts request, IReadOnlyList<Backend> tried)
    {
        var backend = Picker.Pick(request, tried);
        while (backend is not null && !backend.TryEnter())
        {
            tried = [.. tried, backend];
            backend = Picker.Pick(request, tried);
        }

        return backend;
    }
}
