using System.Text.RegularExpressions;
using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Routing;

/// <summary>A route of a table, bound to its pool.</summary>
public sealed class Route(RouteSettings settings, Pool pool)
{
    /// <summary>What the file says.</summary>
    public RouteSettings Settings { get; } = settings;

    /// <summary>Where matching requests go.</summary>
    public Pool Pool { get; } = pool;

    /// <summary>What the path must match, for routes by regular expression.</summary>
    internal Regex? Pattern { get; } = PathPattern.Of(settings.Path);

    /// <summary>Changes on the way to the backend.</summary>
    public HeaderPlan RequestHeaders { get; } = new(settings.RequestHeaders);

    /// <summary>Changes on the way to the client.</summary>
    public HeaderPlan ResponseHeaders { get; } = new(settings.ResponseHeaders);

    /// <summary>How bodies are encoded; null: not at all.</summary>
    public CompressionPlan? Compression { get; } = settings.Compression is { } compression ? new CompressionPlan(compression) : null;
}
