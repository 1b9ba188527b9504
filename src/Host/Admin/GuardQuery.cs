using ActorProxy.Actors.Settings;
using ActorProxy.Host.Configuration.Values;
using Microsoft.AspNetCore.Http;

namespace ActorProxy.Host.Admin;

/// <summary>The guard of one change, as a query asks for it: <c>?guard=60s&amp;guard-error-rate=2%</c>.</summary>
internal static class GuardQuery
{
    private const string Watch = "guard";
    private const string ErrorRate = "guard-error-rate";
    private const string P99 = "guard-p99";
    private const string Ejections = "guard-ejections";
    private const string Requests = "guard-requests";

    private static readonly string[] Known = [Watch, ErrorRate, P99, Ejections, Requests];

    /// <summary>The guard, null for none, or what is wrong with the query.</summary>
    /// <param name="query">Of the request.</param>
    /// <param name="usual">What it leaves open.</param>
    /// <param name="isUsual">Whether there is a trial where the query asks for none and the configuration does.</param>
    public static Parsed<GuardSettings> Read(IQueryCollection query, GuardSettings usual, bool isUsual)
    {
        var asked = query.Keys.Where(key => key.StartsWith(Watch, StringComparison.Ordinal)).ToArray();
        if (Array.Find(asked, key => !Known.Contains(key)) is { } unknown)
            return new Wrong($"there is no '{unknown}', only {string.Join(", ", Known)}");
        if (asked.Length == 0)
            return new Parsed<GuardSettings>(isUsual && usual.Watch > TimeSpan.Zero ? usual : null, null);
        var error = "";
        var guard = usual with { Watch = Value(Watch, GuardText.Watch, usual.Watch) };
        guard = guard with
        {
            ErrorRate = Value(ErrorRate, GuardText.Share, guard.ErrorRate),
            Ejections = Value(Ejections, text => GuardText.Count(text, 0), guard.Ejections),
            Requests = Value(Requests, text => GuardText.Count(text, 1), guard.Requests),
        };
        var latency = Value(P99, GuardText.Latency, new LatencyBound(guard.P99Factor, guard.P99));
        guard = guard with { P99Factor = latency.Factor, P99 = latency.Time };
        if (error.Length > 0)
            return new Wrong(error);
        if (guard.Watch > TimeSpan.Zero)
            return guard;
        return asked is [Watch] && query[Watch] == "off"
            ? default(Parsed<GuardSettings>)
            : new Wrong("say for how long the trial goes, such as guard=60s, for proxy.guard.watch is off");

        T Value<T>(string key, Func<string, Parsed<T>> parse, T otherwise)
        {
            var text = query[key].ToString();
            // ?guard alone asks for the usual.
            if (!query.ContainsKey(key) || (key == Watch && text.Length == 0))
                return otherwise;
            var parsed = parse(text);
            if (parsed.Error is not null && error.Length == 0)
                error = $"{key} {parsed.Error}";
            return parsed.Error is null ? parsed.Value! : otherwise;
        }
    }
}
