using ActorProxy.Streams.Caching.Rules;
using ActorProxy.Streams.Caching.Stored;

namespace ActorProxy.Streams.Caching.Store;

/// <summary>What becomes of a stored response that the origin confirms, by a 304 or by the answer to a HEAD (RFC 9111 sections 4.3.4 and 4.3.5).</summary>
/// <param name="Response">The same body with the fields, and the freshness, that the confirmation brings.</param>
/// <param name="Fields">All of them, with those that are not stored.</param>
/// <param name="Obstacle">Why it may not be stored any more; null when it may.</param>
public sealed record Renewal(StoredResponse Response, FieldLines Fields, string? Obstacle)
{
    /// <summary>Of a stored response.</summary>
    public static Renewal Of(StoredResponse stored, in OriginAnswer confirmation, StoragePolicy policy, CacheClock clock)
    {
        var answer = confirmation with { Status = stored.Status, Fields = StoredUpdate.Apply(stored.Fields, confirmation.Fields) };
        var plan = Storability.Decide(answer, policy);
        return new Renewal(
            stored.Renewed(plan.Fields, plan.Directives, plan.Lifetime, clock.BirthOf(answer), answer.ReceivedAt), answer.Fields,
            plan.Obstacle ?? (SelectsByMore(answer.Fields, stored.Vary) ? "vary" : null));
    }

    // What it was stored for is not known for a field that the origin names only now, so that it could be given to anybody.
    private static bool SelectsByMore(FieldLines fields, Vary known) => Vary.Of(fields, []).Names.Except(known.Names).Any();
}
