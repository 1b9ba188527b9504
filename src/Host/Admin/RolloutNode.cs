using ActorProxy.Actors.Rollouts;
using ActorProxy.Host.Listeners;

namespace ActorProxy.Host.Admin;

/// <summary>What this node does in a rollout. Called by one actor, one call at a time.</summary>
internal sealed class RolloutNode(ProxyNode node) : IConfigurationNode
{
    private PreparedChange? _prepared;
    private long _preparedEpoch;

    /// <inheritdoc />
    public IReadOnlyList<ConfigurationVersion> History => node.Control.History;

    /// <inheritdoc />
    public byte[] CookieKey => node.CookieKey.MadeUp;

    /// <inheritdoc />
    public ConfigurationVersion? OnTrial => node.Control.Trial.Version;

    /// <inheritdoc />
    public TrafficFigures Traffic => node.Traffic();

    /// <inheritdoc />
    public async Task<PrepareResult> PrepareAsync(ConfigurationVersion version)
    {
        await AbortAsync();
        var loaded = node.Control.Load(version.Text, version.Source);
        if (loaded.Configuration is not { } configuration)
            return new PrepareResult([.. loaded.Errors.Select(error => new RolloutProblem("", error.File, error.Line, error.KeyPath, error.Message))], []);
        var change = await node.PrepareAsync(configuration);
        if (change.Errors.Count > 0)
            return new PrepareResult([.. change.Errors.Select(error => new RolloutProblem("", version.Source, 0, "", error))], []);
        (_prepared, _preparedEpoch) = (change, version.Epoch);
        return new PrepareResult([], change.RestartNeeded);
    }

    /// <inheritdoc />
    public async Task CommitAsync(ConfigurationVersion version)
    {
        var trial = node.Control.Trial;
        if (trial.Version == version)
        {
            node.Control.Served(version, trial.RestartNeeded);
        }
        else
        {
            var change = TakePrepared(version);
            await node.CommitAsync(change, version.Epoch);
            node.Control.Served(version, change.RestartNeeded);
        }

        trial.End();
    }

    /// <inheritdoc />
    public Task TryOutAsync(ConfigurationVersion version) => node.Control.Trial.BeginAsync(TakePrepared(version), version);

    /// <inheritdoc />
    public async Task<IReadOnlyList<RolloutProblem>> UndoAsync() =>
        [.. (await node.Control.Trial.UndoAsync()).Select(error => new RolloutProblem("", "", 0, "", error))];

    /// <inheritdoc />
    public async Task AbortAsync()
    {
        if (_prepared is { } change)
            await ListenerSet.DiscardAsync(change.Listeners);
        _prepared = null;
    }

    /// <inheritdoc />
    public void Adopt(IReadOnlyList<ConfigurationVersion> history, byte[] cookieKey)
    {
        node.Control.Adopt(history);
        node.CookieKey.Share(cookieKey);
    }

    private PreparedChange TakePrepared(ConfigurationVersion version)
    {
        if (_prepared is not { } change || _preparedEpoch != version.Epoch)
            throw new InvalidOperationException($"Configuration {version.Epoch} was not prepared.");
        _prepared = null;
        return change;
    }
}
