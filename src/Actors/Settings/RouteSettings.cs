using ActorProxy.Actors.Requests;

namespace ActorProxy.Actors.Settings;

/// <summary>What to match and what to do then.</summary>
/// <param name="Name">Unique among routes; in logs and metrics.</param>
/// <param name="Hosts">Exact names, <c>*.example.com</c>, or empty for any host.</param>
/// <param name="Path">What the path must look like.</param>
/// <param name="Pool">Where matching requests go.</param>
/// <param name="Host">Host header sent to the backend; null: the one that the client sent.</param>
/// <param name="RequestHeaders">Changes on the way to the backend.</param>
/// <param name="ResponseHeaders">Changes on the way to the client.</param>
/// <param name="MaxBody">Bytes of a request body; null: the bound of <see cref="LimitSettings.BodyBytes"/>.</param>
/// <param name="Cache">How its responses are stored; null: not.</param>
/// <param name="Compression">How bodies are encoded; null: not at all.</param>
public sealed record RouteSettings(
    string Name,
    ValueList<string> Hosts,
    PathMatch Path,
    string Pool,
    Template? Host,
    HeaderEdits RequestHeaders,
    HeaderEdits ResponseHeaders,
    long? MaxBody,
    CacheSettings? Cache = null,
    CompressionSettings? Compression = null)
{
    /// <summary>What is done to some requests on purpose; null: nothing.</summary>
    public FaultSettings? Fault { get; init; }
}

/// <summary>Faults on purpose, to see what becomes of clients.</summary>
/// <param name="Delay">Time that a request is held before it is served.</param>
/// <param name="AbortStatus">The status that it gets instead of being served; null: it is served.</param>
/// <param name="Percent">Share of requests, 0 to 100.</param>
public sealed record FaultSettings(TimeSpan Delay, int? AbortStatus, double Percent);

/// <summary>The ways a path is matched.</summary>
public enum PathMatchKind
{
    /// <summary>By whole segments from the left: <c>/api</c> matches <c>/api</c> and <c>/api/x</c>, not <c>/apix</c>.</summary>
    Prefix,

    /// <summary>The whole path.</summary>
    Exact,

    /// <summary>A regular expression that matches anywhere unless anchored.</summary>
    Regex,
}

/// <summary>
/// What a path must look like. In a file: <c>"/api"</c> a prefix, <c>"= /api"</c> exact, <c>"~ ^/v[0-9]+/"</c> a regular
/// expression, <c>"~* …"</c> one that ignores case.
/// </summary>
public readonly record struct PathMatch(PathMatchKind Kind, string Text, bool IgnoreCase = false);

/// <summary>Header changes: first removals, then <see cref="Set"/> (replaces), then <see cref="Add"/> (one more line).</summary>
public sealed record HeaderEdits(ValueList<HeaderEdit> Set, ValueList<HeaderEdit> Add, ValueList<string> Remove)
{
    /// <summary>No change.</summary>
    public static HeaderEdits None { get; } = new(ValueList.Empty<HeaderEdit>(), ValueList.Empty<HeaderEdit>(), ValueList.Empty<string>());

    /// <summary>Whether nothing is changed.</summary>
    public bool IsEmpty => Set.Count == 0 && Add.Count == 0 && Remove.Count == 0;
}

/// <summary>A header and the template of its value; an empty value sends no header.</summary>
public sealed record HeaderEdit(string Name, Template Value);
