using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Settings;
using static ActorProxy.Actors.Sessions.SessionProtocol;

namespace ActorProxy.Actors.Sessions;

/// <summary>
/// Where sessions go, for the request path. What this node remembers it answers at once; the owner is asked when it does not, or when
/// the session has to go elsewhere. When the owner says nothing in time, the request goes on all the same.
/// </summary>
public sealed class SessionBook
{
    private static readonly IReadOnlyList<Backend> None = [];

    private readonly TimeProvider _time;
    private SessionCache _cache = new(0);
    private int _capacity;

    internal SessionBook(TimeProvider time)
    {
        _time = time;
        Owners = new SessionOwners(Counters, time);
    }

    /// <summary>What is counted.</summary>
    public SessionCounters Counters { get; } = new();

    /// <summary>Sessions remembered now.</summary>
    public int Count => _cache.Count;

    internal SessionOwners Owners { get; }

    /// <summary>Takes up settings. A changed size begins with an empty memory.</summary>
    internal void Configure(SessionSettings settings)
    {
        Owners.Patience = settings.AskTimeout;
        if (settings.CacheSize == _capacity)
            return;
        _capacity = settings.CacheSize;
        Volatile.Write(ref _cache, new SessionCache(settings.CacheSize));
    }

    /// <summary>What is remembered, used within its time or not; null: nothing.</summary>
    public Session? Find(SessionId id) => _cache.Find(id);

    /// <summary>
    /// The backend of a session with a place taken in it, and the session; a null backend: none of the pool can be used, or not this one.
    /// </summary>
    public ValueTask<(Session? Session, Backend? Backend)> EnterAsync(IRequestFacts request, Pool pool, StickySettings sticky, SessionKey key)
    {
        Counters.CountRequest();
        var now = _time.GetTimestamp();
        if (_cache.Find(key.Id) is not { } session || session.IsOver(now, Ticks(sticky.Ttl)))
            return key.IsNew ? ValueTask.FromResult(Begin(request, pool, key, now)) : MeetAsync(request, pool, sticky, key);

        // A cookie from a node that has moved the session since.
        if (key.Hint.Generation > session.Binding.Generation)
            session.Learn(key.Hint);
        if (session.Use(now, Ticks(sticky.Ttl) / 3))
            Owners.Tell(new Touch(key.Id.ToString(), session.Binding.Backend, session.Binding.Generation, sticky.Ttl, key.IsReplicated));
        return session.BackendIn(pool) is { } backend && pool.Uses(backend)
            ? ValueTask.FromResult(((Session?)session, Take(request, pool, sticky, backend)))
            : MoveAsync(request, pool, sticky, key, session);
    }

    /// <summary>
    /// After a failed connect: moves the session away from its backend, and takes a place in the new one. Null: there is none, or it has to wait
    /// for its own.
    /// </summary>
    public async ValueTask<Backend?> MoveAfterFailureAsync(
        IRequestFacts request, Pool pool, StickySettings sticky, SessionKey key, Session session, IReadOnlyList<Backend> tried)
    {
        if (sticky.OnDown == OnDownKind.Refuse || pool.Picker.Pick(request, tried) is not { } next)
            return null;
        var bound = await RebindAsync(sticky, key, session, next).ConfigureAwait(false);
        if (pool.Find(bound.Backend) is { } backend && !tried.Contains(backend) && pool.Uses(backend) && backend.TryEnter())
            return backend;
        return pool.Enter(request, tried);
    }

    /// <summary>From an owner: so it is from now on.</summary>
    internal void Learn(string name, Binding binding)
    {
        if (SessionId.Parse(name) is { } id && _cache.Find(id) is { } session)
            session.Learn(binding);
    }

    private (Session?, Backend?) Begin(IRequestFacts request, Pool pool, SessionKey key, long now)
    {
        if (pool.Enter(request, None) is not { } backend)
            return (null, null);
        Counters.CountBegun();
        return (_cache.Add(new Session(key.Id, pool, backend, new Binding(backend.Id, 1), now)), backend);
    }

    // This node has not met the session: its owner knows, or takes what the cookie or the picker proposes.
    private async ValueTask<(Session?, Backend?)> MeetAsync(IRequestFacts request, Pool pool, StickySettings sticky, SessionKey key)
    {
        var hinted = pool.Find(key.Hint.Backend);
        if ((hinted ?? pool.Picker.Pick(request, None)) is not { } proposed)
            return (null, null);
        var claim = new Claim(key.Id.ToString(), proposed.Id, key.Hint.Generation, sticky.Ttl, key.IsReplicated);
        var answer = await Owners.AskAsync(claim).ConfigureAwait(false);
        var backend = hinted ?? Rendezvous.Of(key.Id, pool) ?? proposed;
        var binding = answer ?? new Binding(backend.Id, Math.Max(key.Hint.Generation, 1));

        _cache.Remove(key.Id);
        var session = new Session(key.Id, pool, pool.Find(binding.Backend), binding, _time.GetTimestamp());
        // What nobody confirmed is asked about again next time.
        if (answer is not null || key.Hint.IsSome)
            session = _cache.Add(session);
        return session.BackendIn(pool) is { } found && pool.Uses(found)
            ? (session, Take(request, pool, sticky, found))
            : await MoveAsync(request, pool, sticky, key, session).ConfigureAwait(false);
    }

    // Its backend is gone, down or drained.
    private async ValueTask<(Session?, Backend?)> MoveAsync(
        IRequestFacts request, Pool pool, StickySettings sticky, SessionKey key, Session session)
    {
        if (sticky.OnDown == OnDownKind.Refuse && session.BackendIn(pool) is not null)
        {
            Counters.CountRefused();
            return (session, null);
        }

        if (pool.Picker.Pick(request, None) is not { } next)
            return (session, null);
        await RebindAsync(sticky, key, session, next).ConfigureAwait(false);
        var backend = session.BackendIn(pool) is { } bound && pool.Uses(bound) ? bound : next;
        return (session, Take(request, pool, sticky, backend));
    }

    private async ValueTask<Binding> RebindAsync(StickySettings sticky, SessionKey key, Session session, Backend next)
    {
        var from = session.Binding;
        var rebind = new Rebind(key.Id.ToString(), from.Backend, next.Id, from.Generation, sticky.Ttl, key.IsReplicated);
        var bound = await Owners.AskAsync(rebind).ConfigureAwait(false) ?? new Binding(next.Id, from.Generation + 1);
        Counters.CountRebound();
        session.Learn(bound);
        return session.Binding;
    }

    // Full is not down: what does not fit goes elsewhere this once, and the session stays.
    private Backend? Take(IRequestFacts request, Pool pool, StickySettings sticky, Backend backend)
    {
        if (backend.TryEnter())
            return backend;
        if (sticky.OnDown == OnDownKind.Rebind)
            return pool.Enter(request, [backend]);
        Counters.CountRefused();
        return null;
    }

    private long Ticks(TimeSpan time) => (long)(time.TotalSeconds * _time.TimestampFrequency);
}
