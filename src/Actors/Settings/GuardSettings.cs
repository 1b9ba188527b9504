namespace ActorProxy.Actors.Settings;

/// <summary>How long a configuration is on trial, and what may not happen meanwhile.</summary>
/// <param name="Watch">How long; zero: no trial.</param>
/// <param name="ErrorRate">Share of responses with a status of 5xx, 0 to 1, that is borne.</param>
/// <param name="P99Factor">So many times the usual 99th percentile of durations is borne; 0: that is not asked.</param>
/// <param name="P99">A 99th percentile of durations up to this is borne; zero: that is not asked.</param>
/// <param name="Ejections">So many ejections by passive health are borne.</param>
/// <param name="Requests">With fewer than these nothing is concluded from rates and durations.</param>
public sealed record GuardSettings(TimeSpan Watch, double ErrorRate, double P99Factor, TimeSpan P99, int Ejections, int Requests)
{
    /// <summary>No trial.</summary>
    public static GuardSettings None { get; } = new(TimeSpan.Zero, 0, 0, TimeSpan.Zero, 0, 0);
}
