namespace ActorProxy.Host.Configuration.Values;

/// <summary>The URL of a backend: http or https, host and port, nothing else.</summary>
internal static class UrlText
{
    public static Parsed<Uri> Parse(string text)
    {
        if (!text.Contains("://", StringComparison.Ordinal))
            return new Wrong($"'{text}' has no scheme, did you mean 'http://{text}'?");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Host.Length == 0 || url.Port == 0)
            return new Wrong($"'{text}' is not a URL, such as http://10.0.0.1:8080");
        if (url.Scheme is not ("http" or "https"))
            return new Wrong($"'{text}' has the scheme '{url.Scheme}': backends are reached by http or https");
        if (url.UserInfo.Length > 0)
            return new Wrong("a backend's URL has no user name or password");
        return url.PathAndQuery == "/" && url.Fragment.Length == 0 && !text.EndsWith('?') && !text.EndsWith('#')
            ? new Uri(url.GetLeftPart(UriPartial.Authority))
            : new Wrong($"'{text}' has a path or query: a backend is scheme, host and port, '{url.GetLeftPart(UriPartial.Authority)}'");
    }
}
