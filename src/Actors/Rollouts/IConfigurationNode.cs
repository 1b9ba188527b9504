namespace ActorProxy.Actors.Rollouts;

/// <summary>What a node does when all are to serve another configuration. One call at a time.</summary>
public interface IConfigurationNode
{
    /// <summary>The last configurations, the one that is served first.</summary>
    IReadOnlyList<ConfigurationVersion> History { get; }

    /// <summary>The key of session cookies that this node made up; empty when the configuration has one.</summary>
    byte[] CookieKey { get; }

    /// <summary>Validates, and gets ready so far that only a swap is left. Takes back what an earlier call has got ready.</summary>
    Task<PrepareResult> PrepareAsync(ConfigurationVersion version);

    /// <summary>What it serves on trial, which is not in the history yet; null: nothing.</summary>
    ConfigurationVersion? OnTrial { get; }

    /// <summary>What it has counted so far.</summary>
    TrafficFigures Traffic { get; }

    /// <summary>Serves by what was prepared, on trial: what was served before can be served again.</summary>
    Task TryOutAsync(ConfigurationVersion version);

    /// <summary>Ends a trial and serves what was served before; or says why it cannot, and the trial goes on.</summary>
    Task<IReadOnlyList<RolloutProblem>> UndoAsync();

    /// <summary>Serves by what was prepared, or goes on with what is on trial. It is in the history then.</summary>
    Task CommitAsync(ConfigurationVersion version);

    /// <summary>Takes back what was prepared.</summary>
    Task AbortAsync();

    /// <summary>Takes up what the others know: their history, and their key of session cookies.</summary>
    void Adopt(IReadOnlyList<ConfigurationVersion> history, byte[] cookieKey);
}

/// <summary>Whether a node can serve by a configuration.</summary>
/// <param name="Problems">Why not; empty: it can.</param>
/// <param name="RestartNeeded">Key paths that take effect only after a restart.</param>
public sealed record PrepareResult(IReadOnlyList<RolloutProblem> Problems, IReadOnlyList<string> RestartNeeded);
