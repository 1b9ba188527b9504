using ActorProxy.Actors.Balancing;
using ActorProxy.Actors.Health;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Pools;

/// <summary>Which backends of a pool may be chosen at one moment, and with what weight.</summary>
/// <param name="Members">In the order of the file.</param>
/// <param name="Ramping">Whether any of them is in slow start, so that weights change with time alone.</param>
internal sealed record Membership(ValueList<PickerMember> Members, bool Ramping)
{
    // Slow start goes up in tenths: fine enough to be smooth, coarse enough to republish only ten times.
    private const int FullStep = 10;

    public static Membership None { get; } = new(ValueList.Empty<PickerMember>(), Ramping: false);

    /// <summary>Follows from what the backends publish about themselves, so it can be found out anew at any time.</summary>
    public static Membership Of(PoolSettings settings, IReadOnlyList<Backend> backends, DateTimeOffset now)
    {
        var candidates = backends.Select(backend => new Candidate(backend, backend.Health)).ToArray();
        var spared = candidates.Where(candidate => candidate.Health.IsEjected)
            .OrderBy(candidate => candidate.Health.LastEjection!.Since)
            .Skip(MostEjected(settings.Health.Passive, backends.Count))
            .ToArray();
        var used = candidates.Where(candidate => IsUsed(candidate, spared)).ToArray();
        var ramping = used.Any(candidate => Step(settings, candidate.Health, now) < FullStep);

        return new Membership(ValueList.Of(used.Select(candidate => new PickerMember(
            candidate.Backend,
            candidate.Backend.Settings.Weight * (ramping ? Step(settings, candidate.Health, now) : 1)))), ramping);
    }

    /// <summary>Time from one step of slow start to the next.</summary>
    public static TimeSpan StepTime(PoolSettings settings) => settings.SlowStart / FullStep;

    /// <summary>
    /// How many may be ejected at once: the share rounded down, but at least one of several, since a low share in a small
    /// pool is not meant to turn ejection off. Zero percent is.
    /// </summary>
    private static int MostEjected(PassiveHealthSettings? settings, int backends) => settings is null or { MaxEjectedPercent: 0 }
        ? 0
        : Math.Max(backends * settings.MaxEjectedPercent / 100, backends > 1 ? 1 : 0);

    private static bool IsUsed(Candidate candidate, Candidate[] spared) =>
        candidate.Health.IsEligible
        || (spared.Contains(candidate) && candidate.Health is { Verdict: not HealthVerdict.Down, Draining: false });

    private static int Step(PoolSettings settings, BackendHealth health, DateTimeOffset now)
    {
        if (health.ReturnedAt is not { } returned || settings.SlowStart <= TimeSpan.Zero || !HasWeights(settings.Balance.Kind))
            return FullStep;

        var done = (now - returned) / settings.SlowStart;
        return Math.Clamp((int)(done * FullStep) + 1, 1, FullStep);
    }

    // With a hash, a weight that moves takes keys away from their backends.
    private static bool HasWeights(BalanceKind kind) => kind is not (BalanceKind.IpHash or BalanceKind.ConsistentHash);

    private readonly record struct Candidate(Backend Backend, BackendHealth Health);
}
