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
    private volatile Membership _membership = Membership.None;

    /// <summary>What the file says.</summary>
    public PoolSettings Settings { get; } = settings;

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<Backend> Backends { get; } = backends;

    /// <summary>The current choice.</summary>
    public Picker Picker => _picker;

    /// <summary>What the picker chooses from. For those who watch; a request needs the picker alone.</summary>
    public IReadOnlyList<PickerMember> Members => _membership.Members;

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

    /// <summary>The backend of a name; null when it is not one of this pool.</summary>
    public Backend? Find(string id)
    {
        foreach (var backend in Backends)
        {
            if (backend.Id == id)
                return backend;
        }

        return null;
    }

    /// <summary>Whether new requests may go to a backend of this pool now.</summary>
    public bool Uses(Backend backend)
    {
        // Nearly always. The rest are those that are ejected and spared.
        if (backend.Health.IsEligible)
            return true;
        foreach (var member in Members)
        {
            if (member.Backend == backend)
                return true;
        }

        return false;
    }

    /// <summary>
    /// Chooses from these members from now on, unless it does already. Called by the ProxyActor before the pool is
    /// published, then by its RouterActor alone.
    /// </summary>
    /// <param name="membership">Who may be chosen.</param>
    /// <param name="random">Passed on to the picker.</param>
    /// <param name="previous">The picker whose position is taken over; null: the current one.</param>
    internal void Publish(Membership membership, Random random, Picker? previous = null)
    {
        if (membership == _membership)
            return;

        _membership = membership;
        _picker = PickerFactory.Create(Settings.Balance, membership.Members, random, previous ?? _picker);
    }
}
