namespace ActorProxy.Actors.Health;

/// <summary>
/// What is known about a backend: a snapshot that its HealthActor publishes on the backend, that anyone may read, and from
/// which a new HealthActor goes on after the old one died.
/// </summary>
/// <param name="Verdict">What the probes say.</param>
/// <param name="Streak">Probes in a row that contradict the verdict.</param>
/// <param name="LastEjection">The latest ejection by passive detection, running or over.</param>
/// <param name="Draining">Whether an operator takes it out of use.</param>
/// <param name="ReturnedAt">When it last came back into use, which slow start counts from; null: it was never out.</param>
/// <param name="LastReason">For people: why it is as it is.</param>
/// <param name="LastChange">Since when; null: from the start.</param>
public sealed record BackendHealth(
    HealthVerdict Verdict,
    int Streak,
    Ejection? LastEjection,
    bool Draining,
    DateTimeOffset? ReturnedAt,
    string LastReason,
    DateTimeOffset? LastChange)
{
    /// <summary>Of a backend that nobody has looked at yet. It is used.</summary>
    public static BackendHealth Initial { get; } = new(HealthVerdict.Unknown, 0, null, false, null, "", null);

    /// <summary>Whether passive detection has it ejected. The pool may use it all the same when too many are.</summary>
    public bool IsEjected => LastEjection is { Over: false };

    /// <summary>When the running ejection ends; null: it is not ejected.</summary>
    public DateTimeOffset? EjectedUntil => IsEjected ? LastEjection!.Until : null;

    /// <summary>Whether nothing speaks against using it.</summary>
    public bool IsEligible => Verdict != HealthVerdict.Down && !Draining && !IsEjected;
}
