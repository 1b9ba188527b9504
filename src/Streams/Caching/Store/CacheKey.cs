namespace ActorProxy.Streams.Caching.Store;

/// <summary>The effective URL of a request (RFC 9111 section 2): what the origin sees, so that nothing unkeyed can poison it.</summary>
/// <param name="Site">Scheme and authority: lower case, without the default port.</param>
/// <param name="Target">Path and query as they are forwarded, or as the operator's key makes them.</param>
public readonly record struct CacheKey(string Site, string Target)
{
    /// <inheritdoc />
    public override string ToString() => Site + Target;
}
