namespace ActorProxy.Actors.Health;

/// <summary>What the probes say about a backend.</summary>
public enum HealthVerdict
{
    /// <summary>No probe has ended yet, or there are none: the backend is used.</summary>
    Unknown,

    /// <summary>It passes.</summary>
    Up,

    /// <summary>It fails: no new request goes to it.</summary>
    Down,
}
