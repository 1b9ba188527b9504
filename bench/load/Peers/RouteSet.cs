namespace ActorProxy.Bench.Load.Peers;

/// <summary>Many routes as a big site has them: half by a host of their own, half by a path below one shared host.</summary>
internal static class RouteSet
{
    /// <summary>What the paths of the second half begin with.</summary>
    public const string PathPrefix = "/part-";

    /// <summary>Host and path prefix of the route with this number.</summary>
    public static (string Host, string Path) At(int number) =>
        number % 2 == 0 ? ($"site-{number}.example", "/") : ("shared.example", $"{PathPrefix}{number}");

    /// <summary>Hosts and paths of requests that hit so many routes, of both halves and spread evenly over all of them.</summary>
    public static IReadOnlyList<(string Host, string Path)> Targets(int routes, int count) =>
    [
        .. Enumerable.Range(0, count)
            .Select(index => At((index * (routes / count)) | (index & 1)))
            .Select(route => (route.Host, route.Path.TrimEnd('/') + Origin.Small)),
    ];
}
