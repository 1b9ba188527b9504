namespace ActorProxy.Host.Pipeline;

/// <summary>Scheme and authority as URLs are compared: lower case, without the port that is the scheme's own (RFC 9110 section 4.2.3).</summary>
internal static class SiteText
{
    public static string Of(string scheme, string authority) => Of($"{scheme}://{authority}");

    /// <summary>Of <c>scheme://authority</c> as somebody wrote it.</summary>
    public static string Of(string site)
    {
        var lower = site.ToLowerInvariant();
        var port = lower.StartsWith("https:", StringComparison.Ordinal) ? ":443" : ":80";
        return lower.EndsWith(port, StringComparison.Ordinal) ? lower[..^port.Length] : lower;
    }
}
