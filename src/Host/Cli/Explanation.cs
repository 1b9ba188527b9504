using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ActorProxy.Actors.Balancing;
using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Routing;
using ActorProxy.Actors.Settings;
using ActorProxy.Host.Caching;
using ActorProxy.Streams.Compression;

namespace ActorProxy.Host.Cli;

/// <summary>What would become of a request, found with the same table that serves requests but without a process around it.</summary>
internal sealed class Explanation
{
    private readonly StringBuilder _text = new();

    private Explanation()
    {
    }

    /// <summary>Whether a route matches.</summary>
    public bool HasRoute { get; private init; }

    /// <summary>For people, one fact a line.</summary>
    public string Text => _text.ToString();

    /// <summary>Explains one request.</summary>
    public static Explanation Of(ProxySettings settings, SampleRequest request)
    {
        var route = request.Path is null ? null : TableOf(settings).Match(request.Host, request.Path);
        request.Route = route;
        var explanation = new Explanation { HasRoute = route is not null };
        explanation.Fact("request", request.Line);
        explanation.Fact("host", request.Host.Length > 0 ? request.Host : "(none)");
        explanation.Fact("path", request.Path ?? "(malformed: answered with 400)");
        if (route is not null)
            explanation.Describe(route, settings, request);
        else if (request.Path is not null)
            explanation.Fact("route", "(none: answered with 404)");
        return explanation;
    }

    private static RoutingTable TableOf(ProxySettings settings)
    {
        // Nobody is asked to serve what is only explained.
        var pools = settings.Pools.Select(pool => new Pool(pool, [], PickerFactory.Create(pool.Balance, [])));
        return new RoutingTable(0, settings, pools.ToFrozenDictionary(pool => pool.Settings.Name));
    }

    private void Describe(Route route, ProxySettings settings, SampleRequest request)
    {
        var pool = route.Pool.Settings;
        Fact("route", $"{route.Settings.Name} ({Matches(route.Settings)})");
        Fact("pool", $"{pool.Name} ({Kebab(pool.Balance.Kind)})");
        foreach (var backend in pool.Backends)
            Fact("backend", Describe(backend));
        if (pool.Sticky is { } sticky)
            Fact("session", Describe(sticky));
        if (route.Settings.Host is { } host)
            Fact("host header", host.Evaluate(request));
        Describe("request header", route.Settings.RequestHeaders, request);
        Describe("response header", route.Settings.ResponseHeaders, request);
        Fact("cache", route.Settings.Cache is { } cache ? Describe(cache, request) : "off");
        Fact("body", (route.Settings.MaxBody ?? settings.Limits.BodyBytes) is { } bytes ? $"at most {bytes} bytes" : "of any size");
        if (route.Compression is { } compression)
            Describe(compression, request);
        Fact("timeouts", $"connect {Seconds(pool.Timeouts.Connect)}, send {Seconds(pool.Timeouts.Send)}, read {Seconds(pool.Timeouts.Read)}");
        Fact("attempts", pool.Retries.Attempts == 1 ? "1" : $"up to {pool.Retries.Attempts}, again after {string.Join(", ", pool.Retries.On.Select(Name))}");
    }

    private void Describe(CompressionPlan plan, SampleRequest request)
    {
        var settings = plan.Settings;
        var codings = string.Join(", ", settings.Codings.Select(coding => $"{coding.Name()} (level {settings.Levels.Of(coding)})"));
        Fact("compression", codings.Length == 0 ? "of no response" : $"{codings}, from {settings.MinSize} bytes on");
        Fact("compression", request.AcceptEncoding.Choose(plan.Codings) is { } chosen ? $"{chosen.Name()} for this client" : "406: this client refuses identity");
        if (settings.SkipWithCookies)
            Fact("compression", "not of responses to requests with Cookie or Authorization");
        if (settings.Requests is { } requests)
            Fact("request body", $"decoded, at most {requests.MaxSize} bytes then");
    }

    private void Describe(string what, HeaderEdits edits, SampleRequest request)
    {
        foreach (var name in edits.Remove)
            Fact(what, $"removed  {name}");
        foreach (var edit in edits.Set)
            Fact(what, $"set      {edit.Name}: {edit.Value.Evaluate(request)}");
        foreach (var edit in edits.Add)
            Fact(what, $"added    {edit.Name}: {edit.Value.Evaluate(request)}");
    }

    private void Fact(string name, string value) => _text.Append(name.PadRight(17)).Append(value).Append('\n');

    private static string Matches(RouteSettings route)
    {
        var path = route.Path.Kind switch
        {
            PathMatchKind.Exact => $"= {route.Path.Text}",
            PathMatchKind.Regex => $"{(route.Path.IgnoreCase ? "~*" : "~")} {route.Path.Text}",
            _ => route.Path.Text,
        };
        return route.Hosts.Count == 0 ? $"any host, path {path}" : $"{string.Join(" ", route.Hosts)}, path {path}";
    }

    private static string Describe(CacheSettings cache, SampleRequest request) => request.IsCacheable
        ? $"key {new CacheKeys(cache.Key).Of(request.Site, request.Target)}, at most {cache.MaxSize} bytes, {cache.MaxObject} each"
        : "passed by: the method is not GET or HEAD";

    private static string Describe(StickySettings sticky)
    {
        var by = sticky.By switch
        {
            StickyKind.Cookie => $"by the cookie {sticky.Cookie}",
            StickyKind.Ip => "by the address of the client",
            StickyKind.Header => $"by the header {sticky.Name}",
            _ => $"by the claim {sticky.Name} of the token",
        };
        return $"{by}, forgotten after {Seconds(sticky.Ttl)}, {(sticky.OnDown == OnDownKind.Refuse ? "503" : "another backend")} when its backend is down";
    }

    private static string Describe(BackendSettings backend)
    {
        var notes = new List<string>();
        if (backend.Weight != 1)
            notes.Add($"weight {backend.Weight}");
        if (backend.Backup)
            notes.Add("backup");
        if (backend.MaxConnections is { } bound)
            notes.Add($"at most {bound} at once");
        var url = backend.Url.GetLeftPart(UriPartial.Authority);
        return notes.Count == 0 ? url : $"{url} ({string.Join(", ", notes)})";
    }

    private static string Name(RetryCause cause) => cause.ToString() is ['S', 't', 'a', 't', 'u', 's', .. var code] ? code : Kebab(cause);

    private static string Kebab<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###s", CultureInfo.InvariantCulture);
}
