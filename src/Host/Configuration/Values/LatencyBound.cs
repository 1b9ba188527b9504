namespace ActorProxy.Host.Configuration.Values;

/// <summary>A bound of durations: so many times the usual, or a time; both zero: none.</summary>
internal readonly record struct LatencyBound(double Factor, TimeSpan Time);
