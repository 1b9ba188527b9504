using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Rollouts;
using ActorProxy.Host.Configuration;
using ActorProxy.Host.Diagnostics;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Host.Admin;

/// <summary>
/// Every change of the running configuration goes through here, one at a time: a changed file, a signal, the admin API. A
/// configuration with an error changes nothing.
/// </summary>
internal sealed class ConfigurationControl : IDisposable
{
    private const int HistoryLength = 20;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly ProxyNode _node;
    private readonly string? _nodeFile;
    private readonly Metrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private volatile IReadOnlyList<ConfigurationVersion> _history;

    /// <summary>Begins with the configuration that the node was started with.</summary>
    /// <param name="node">The node whose configuration it is.</param>
    /// <param name="file">Its file; what comes over the admin API finds its includes and certificates beside it.</param>
    /// <param name="nodeFile">What is laid over every text; null: nothing.</param>
    /// <param name="metrics">Where changes are counted.</param>
    /// <param name="time">For the history.</param>
    /// <param name="log">Where changes and errors are told.</param>
    public ConfigurationControl(ProxyNode node, string file, string? nodeFile, Metrics metrics, TimeProvider time, ILogger log)
    {
        _node = node;
        _nodeFile = nodeFile;
        _metrics = metrics;
        _time = time;
        _log = log;
        BaseDirectory = Path.GetDirectoryName(Path.GetFullPath(file))!;
        _history = [new ConfigurationVersion(node.Table.Current.Epoch, time.GetUtcNow(), file, "", node.Configuration.Text)];
    }

    /// <summary>Where relative names in a text are looked up.</summary>
    public string BaseDirectory { get; }

    /// <summary>The last configurations, the one that is served first.</summary>
    public IReadOnlyList<ConfigurationVersion> History => _history;

    /// <summary>Makes a configuration of a text that came without a file.</summary>
    public LoadResult Load(string text, string name) => ConfigurationLoader.LoadText(text, name, BaseDirectory, nodeFile: _nodeFile);

    /// <summary>Lets all nodes, or this one where it is alone, serve a text.</summary>
    /// <param name="source">For the log and the history: who sent it.</param>
    /// <param name="message">What the author says about it.</param>
    /// <param name="text">The configuration.</param>
    /// <param name="ifEpoch">When given, the change is refused unless this epoch is served then.</param>
    public Task<ChangeResult> ApplyTextAsync(string source, string message, string text, long? ifEpoch = null) => _node.Cluster is { } cluster
        ? ProposeAsync(cluster, source, message, text, ifEpoch)
        : ApplyHereAsync(source, message, () => Load(text, source), ifEpoch);

    /// <summary>A file has changed. Of several nodes, only one that leads passes it on.</summary>
    /// <param name="file">Which one.</param>
    /// <param name="load">Reads it, and watches what was read.</param>
    public async Task<ChangeResult> ApplyFileAsync(string file, Func<LoadResult> load)
    {
        if (_node.Cluster is not { } cluster)
            return await ApplyHereAsync(file, "", load);
        var loaded = load();
        if (loaded.Configuration is not { } configuration)
            return Refuse(file, loaded.Errors);
        if (_node.Configuration.Settings.Cluster is { Lead: true })
            return await ProposeAsync(cluster, file, "", configuration.Text, null);
        Log.FileNotFollowed(_log, file);
        return new ChangeResult(ChangeOutcome.Refused, _node.Table.Current.Epoch, [], []);
    }

    /// <summary>This node serves what all serve.</summary>
    public void Served(ConfigurationVersion version, IReadOnlyList<string> restartNeeded)
    {
        _history = [version, .. _history.Where(old => old.Epoch != version.Epoch).Take(HistoryLength - 1)];
        _metrics.Reloaded(_node.Table.Current);
        Log.ConfigurationApplied(_log, version.Source, version.Epoch);
        foreach (var keyPath in restartNeeded)
            Log.RestartNeeded(_log, keyPath);
    }

    /// <summary>Takes up the history that the others have.</summary>
    public void Adopt(IReadOnlyList<ConfigurationVersion> history)
    {
        if (history.Count > 0 && history[0].Epoch == _node.Table.Current.Epoch)
            _history = history;
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private async Task<ChangeResult> ApplyHereAsync(string source, string message, Func<LoadResult> load, long? ifEpoch = null)
    {
        await _turn.WaitAsync();
        try
        {
            if (ifEpoch is { } epoch && epoch != _node.Table.Current.Epoch)
                return new ChangeResult(ChangeOutcome.Outdated, _node.Table.Current.Epoch, [], []);
            var loaded = load();
            return loaded.Configuration is { } configuration
                ? await ApplyHereAsync(source, message, configuration)
                : Refuse(source, loaded.Errors);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<ChangeResult> ApplyHereAsync(string source, string message, LoadedConfiguration configuration)
    {
        var result = await _node.ApplyAsync(configuration);
        if (result.Errors.Count > 0)
            return Refuse(source, [.. result.Errors.Select(error => new ConfigurationError(source, 0, "", error))]);
        Served(new ConfigurationVersion(result.Epoch, _time.GetUtcNow(), source, message, configuration.Text), result.RestartNeeded);
        return new ChangeResult(ChangeOutcome.Applied, result.Epoch, result.RestartNeeded, []);
    }

    private async Task<ChangeResult> ProposeAsync(ClusterHandle cluster, string source, string message, string text, long? ifEpoch)
    {
        var outcome = await cluster.ProposeAsync(source, message, text, ifEpoch);
        var errors = outcome.Problems.Select(problem =>
            new ConfigurationError(problem.File, problem.Line, problem.KeyPath, problem.Message) { Node = problem.Node }).ToArray();
        switch (outcome.Kind)
        {
            case RolloutKind.Applied:
                return new ChangeResult(ChangeOutcome.Applied, outcome.Epoch, outcome.RestartNeeded, errors);
            case RolloutKind.Outdated:
                return new ChangeResult(ChangeOutcome.Outdated, outcome.Epoch, [], []);
            case RolloutKind.Unknown:
                return new ChangeResult(ChangeOutcome.Unknown, outcome.Epoch, [], errors);
            default:
                return Refuse(source, errors);
        }
    }

    private ChangeResult Refuse(string source, IReadOnlyList<ConfigurationError> errors)
    {
        _metrics.ReloadFailed();
        var epoch = _node.Table.Current.Epoch;
        foreach (var error in errors)
            Log.ConfigurationError(_log, error.ToString());
        Log.ConfigurationRefused(_log, source, errors.Count, epoch);
        return new ChangeResult(ChangeOutcome.Refused, epoch, [], errors);
    }
}
