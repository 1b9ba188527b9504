using ActorProxy.Actors.Purges;

namespace ActorProxy.Host.Admin;

/// <summary>What to purge. Of several conditions all must fit.</summary>
internal sealed record PurgeRequest(string? Url, string? Prefix, string? Host, string? Tag, string? Route, bool All = false, bool Soft = false)
{
    /// <summary>Whether it says what, and nothing that contradicts itself.</summary>
    public bool IsComplete => !Texts.Contains("") && (All ? Url is null && Prefix is null && Host is null && Tag is null
        : (Url is not null || Prefix is not null || Host is not null || Tag is not null) && IsUrl(Url) && IsUrl(Prefix));

    private string?[] Texts => [Url, Prefix, Host, Tag, Route];

    /// <summary>For the caches of all nodes.</summary>
    public PurgeOrder Order => new(Url ?? "", Prefix ?? "", Host ?? "", Tag ?? "", Route ?? "", All, Soft);

    private static bool IsUrl(string? text) => text is null || text.Contains("://", StringComparison.Ordinal);
}
