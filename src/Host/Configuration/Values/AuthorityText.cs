namespace ActorProxy.Host.Configuration.Values;

/// <summary>A Host header of a fixed value: a host, perhaps with a port; empty for none.</summary>
internal static class AuthorityText
{
    public static Parsed<string> Parse(string text) =>
        text.Length == 0 || (Uri.TryCreate($"http://{text}/", UriKind.Absolute, out var url) && url.Authority.Length > 0
            && url.PathAndQuery == "/" && url.UserInfo.Length == 0 && !text.Contains('/'))
            ? text
            : new Wrong($"'{text}' is not a host, such as example.com or example.com:8080");
}
