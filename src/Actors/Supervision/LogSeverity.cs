namespace ActorProxy.Actors.Supervision;

/// <summary>How bad a <see cref="LogLine"/> is.</summary>
public enum LogSeverity
{
    /// <summary>For developers.</summary>
    Debug,

    /// <summary>Something worth knowing happened.</summary>
    Information,

    /// <summary>Something is wrong, and was coped with.</summary>
    Warning,

    /// <summary>Something broke.</summary>
    Error,
}
