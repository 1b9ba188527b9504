using System.Net;

namespace ActorProxy.TestKit;

/// <summary>A client that keeps its cookies, and can send its requests to any node.</summary>
public sealed class Browser
{
    private readonly Dictionary<string, string> _cookies = [];

    /// <summary>Its cookies by name, as they would be sent.</summary>
    public IReadOnlyDictionary<string, string> Cookies => _cookies;

    /// <summary>The Set-Cookie fields of the last response.</summary>
    public IReadOnlyList<string> LastSetCookie { get; private set; } = [];

    /// <summary>The body of a response that must be a 200.</summary>
    public async Task<string> GetAsync(ProxyUnderTest node, string path = "/", params (string Name, string Value)[] headers)
    {
        var (status, body) = await TryGetAsync(node, path, headers);
        return status == HttpStatusCode.OK ? body : throw new InvalidOperationException($"The answer was {(int)status}: {body}");
    }

    /// <summary>Status and body of any response.</summary>
    public async Task<(HttpStatusCode Status, string Body)> TryGetAsync(ProxyUnderTest node, string path = "/", params (string Name, string Value)[] headers)
    {
        ArgumentNullException.ThrowIfNull(node);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (_cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        using var response = await node.Client.SendAsync(request);
        LastSetCookie = response.Headers.TryGetValues("Set-Cookie", out var fields) ? [.. fields] : [];
        foreach (var pair in LastSetCookie.Select(field => field.Split(';')[0].Split('=', 2)))
            _cookies[pair[0]] = pair[1];
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Replaces a cookie, or adds one.</summary>
    public void SetCookie(string name, string value) => _cookies[name] = value;
}
