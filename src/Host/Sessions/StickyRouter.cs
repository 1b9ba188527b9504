using System.Globalization;
using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Sessions;
using ActorProxy.Actors.Settings;
using ActorProxy.Host.Pipeline;

namespace ActorProxy.Host.Sessions;

/// <summary>Keeps requests with the backend of their session: finds the session in the request, and says in the response where it goes.</summary>
internal sealed class StickyRouter(SessionBook book, CookieKey key, TimeProvider time)
{
    private static readonly IReadOnlyList<Backend> None = [];

    /// <summary>The backend of the request's session with a place taken in it; null: none can be used. A request without a session goes in turn.</summary>
    public async ValueTask<Backend?> EnterAsync(ProxyRequest request, Pool pool)
    {
        var sticky = pool.Settings.Sticky!;
        var ticket = request.Sticky ??= new StickyTicket();
        if (KeyOf(request, pool, sticky, ticket) is not { } found)
            return pool.Enter(request, None);
        ticket.Settings = sticky;
        ticket.Key = found;
        (ticket.Session, var backend) = await book.EnterAsync(request, pool, sticky, found);
        return backend;
    }

    /// <summary>Where to try next. A backend that does not accept connections loses the session; one that fails otherwise keeps it.</summary>
    public ValueTask<Backend?> NextAsync(ProxyRequest request, Pool pool, Failure failure, IReadOnlyList<Backend> tried)
    {
        if (request.Sticky is not { Settings: { } sticky, Session: { } session } ticket)
            return ValueTask.FromResult(pool.Enter(request, tried));
        if (failure is Failure.ConnectFailed or Failure.ConnectTimeout)
            return book.MoveAfterFailureAsync(request, pool, sticky, ticket.Key, session, tried);
        return ValueTask.FromResult(sticky.OnDown == OnDownKind.Refuse ? null : pool.Enter(request, tried));
    }

    /// <summary>The Set-Cookie field of a response, or null when the client has what it needs.</summary>
    public string? CookieFor(ProxyRequest request)
    {
        if (request.Sticky is not { NeedsCookie: true, Settings: { } sticky, Session: { } session } || request.Route is not { } route)
            return null;
        var binding = session.Binding;
        var cookie = new SessionCookie(session.Id, SessionCookie.MarkOf(binding.Backend, key.Value), binding.Generation, Minutes());
        var value = cookie.Write(route.Pool.Settings.Name, key.Value);
        session.Cookie = value;
        var secure = request.Listener.Scheme == "https" ? "; Secure" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sticky.Cookie}={value}; Path={sticky.Path}; HttpOnly; SameSite={sticky.SameSite}{secure}");
    }

    private SessionKey? KeyOf(ProxyRequest request, Pool pool, StickySettings sticky, StickyTicket ticket)
    {
        ticket.Clear();
        return sticky.By switch
        {
            StickyKind.Cookie => OfCookie(request, pool, sticky, ticket),
            StickyKind.Ip => OfText(pool, request.ClientIp),
            StickyKind.Header => OfText(pool, request.Headers[sticky.Name].ToString()),
            _ => OfText(pool, TokenClaim.Find(request.Headers.Authorization.ToString(), sticky.Name)),
        };
    }

    private static SessionKey? OfText(Pool pool, string? text) => string.IsNullOrEmpty(text)
        ? null
        : new SessionKey(SessionId.Of(pool.Settings.Name, text), Binding.None, IsNew: false, IsReplicated: true);

    private SessionKey OfCookie(ProxyRequest request, Pool pool, StickySettings sticky, StickyTicket ticket)
    {
        ticket.CookieGeneration = 0;
        ticket.IsCookieOld = false;
        var text = CookieField.Find(request.Headers.Cookie, sticky.Cookie);
        if (text.IsEmpty)
            return New();
        if (SessionCookie.Parse(text) is not { } cookie)
            return Rejected();

        // One that was looked at before needs no other look, and its session is known here.
        var age = Minutes() - cookie.IssuedMinutes;
        var session = book.Find(cookie.Session);
        var hint = Binding.None;
        if (session?.Cookie is null || !text.SequenceEqual(session.Cookie))
        {
            var isKept = session is not null || age <= (long)Math.Ceiling(sticky.Ttl.TotalMinutes);
            if (!isKept || !SessionCookie.IsGenuine(text, pool.Settings.Name, key.Value))
                return Rejected();
            hint = new Binding(cookie.BackendIn(pool, key.Value)?.Id ?? "", cookie.Generation);
            if (session is not null)
                session.Cookie = text.ToString();
        }

        ticket.CookieGeneration = cookie.Generation;
        ticket.IsCookieOld = age > sticky.Ttl.TotalMinutes / 2;
        return new SessionKey(cookie.Session, hint, IsNew: false, IsReplicated: false);
    }

    private SessionKey Rejected()
    {
        book.Counters.CountRejected();
        return New();
    }

    private static SessionKey New() => new(SessionId.Create(), Binding.None, IsNew: true, IsReplicated: false);

    private long Minutes() => time.GetUtcNow().ToUnixTimeSeconds() / 60;
}
