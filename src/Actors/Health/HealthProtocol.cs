using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Health;

/// <summary>What a HealthActor understands.</summary>
internal static class HealthProtocol
{
    /// <summary>From the router after a reload: what to watch from now on, and how.</summary>
    public sealed record Configure(Backend Backend, HealthSettings Settings);

    /// <summary>From the request path: live traffic failed as often as the settings allow.</summary>
    public sealed record ThresholdCrossed;

    /// <summary>To itself: time for a probe, by the settings of that watch.</summary>
    public sealed record ProbeDue(int Watch);

    /// <summary>To itself: what a probe found that was started under configuration number <paramref name="Watch"/>.</summary>
    public sealed record ProbeCompleted(int Watch, ProbeResult Result);

    /// <summary>To itself: whether another node sees what a probe found, which would turn the verdict.</summary>
    public sealed record Confirmed(ProbeCompleted Probe, bool IsSeen);

    /// <summary>From another node, which probes this backend for all.</summary>
    public sealed record Heard(HealthVerdict Verdict, string Reason);

    /// <summary>From another node, whose traffic failed.</summary>
    public sealed record HeardEjection(Ejection Ejection);

    /// <summary>To itself: the running ejection has lasted its time.</summary>
    public sealed record EjectionOver;

    /// <summary>From an operator, through the router, which gets <see cref="RouterProtocol.Drained"/> in the asker's name.</summary>
    public sealed record Drain(bool On);
}
