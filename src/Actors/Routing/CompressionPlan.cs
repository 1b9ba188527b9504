using ActorProxy.Actors.Settings;
using ActorProxy.Streams.Compression;

namespace ActorProxy.Actors.Routing;

/// <summary>The compression of a route, made ready for use on every message.</summary>
public sealed class CompressionPlan(CompressionSettings settings)
{
    private readonly ContentCoding[] _codings = [.. settings.Codings];

    /// <summary>What the file says.</summary>
    public CompressionSettings Settings { get; } = settings;

    /// <summary>The codings on offer, the most liked first.</summary>
    public ReadOnlySpan<ContentCoding> Codings => _codings;

    /// <summary>The media types that are encoded.</summary>
    public MediaTypes Types { get; } = new(settings.Types);
}
