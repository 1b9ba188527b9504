using System.Net;

namespace ActorProxy.TestKit;

/// <summary>Assertions that read as sentences.</summary>
public static class Sentences
{
    /// <summary>A request for a path is answered by this status.</summary>
    public static async Task ShouldAnswerAsync(this ProxyUnderTest proxy, string path, HttpStatusCode status)
    {
        ArgumentNullException.ThrowIfNull(proxy);
        using var response = await proxy.Client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(status, response.StatusCode);
    }

    /// <summary>A request for a path is answered by 200 and this body.</summary>
    public static async Task ShouldAnswerAsync(this ProxyUnderTest proxy, string path, string body)
    {
        ArgumentNullException.ThrowIfNull(proxy);
        Assert.Equal(body, await proxy.Client.GetStringAsync(new Uri(path, UriKind.Relative)));
    }

    /// <summary>A request for a path is not answered in full: the client sees that it broke off.</summary>
    public static Task ShouldBreakOffAsync(this ProxyUnderTest proxy, string path)
    {
        ArgumentNullException.ThrowIfNull(proxy);
        return Assert.ThrowsAsync<HttpRequestException>(() => proxy.Client.GetStringAsync(new Uri(path, UriKind.Relative)));
    }

    /// <summary>Sooner or later a backend gets no new requests.</summary>
    public static Task ShouldGiveUpAsync(this ProxyUnderTest proxy, string pool, IOrigin origin) => UntilUsed(proxy, pool, origin, isUsed: false);

    /// <summary>Sooner or later a backend gets requests again.</summary>
    public static Task ShouldUseAsync(this ProxyUnderTest proxy, string pool, IOrigin origin) => UntilUsed(proxy, pool, origin, isUsed: true);

    private static Task UntilUsed(ProxyUnderTest proxy, string pool, IOrigin origin, bool isUsed)
    {
        ArgumentNullException.ThrowIfNull(proxy);
        ArgumentNullException.ThrowIfNull(origin);
        return Patience.UntilAsync(
            $"backend {origin.Url} is {(isUsed ? "used" : "given up")}",
            () => proxy.Node.Table.Current.Pools[pool].Members.Any(member => member.Backend.Settings.Url.Port == origin.Port) == isUsed);
    }
}
