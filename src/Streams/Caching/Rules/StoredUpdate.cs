namespace ActorProxy.Streams.Caching.Rules;

/// <summary>The fields of a stored response after a 304, or a HEAD, has confirmed it (RFC 9111 section 3.2).</summary>
public static class StoredUpdate
{
    // What describes the stored bytes stays as it was stored with them.
    private static readonly HashSet<string> Kept = new(
        ["Content-Encoding", "Content-Length", "Content-MD5", "Content-Range", "ETag", "Transfer-Encoding"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Stored fields, with each that the confirmation names replaced by its lines.</summary>
    public static FieldLines Apply(FieldLines stored, FieldLines confirmation)
    {
        var updates = confirmation.Where(name => !Kept.Contains(name));
        return stored.Where(name => !updates.Has(name)).With(updates);
    }
}
