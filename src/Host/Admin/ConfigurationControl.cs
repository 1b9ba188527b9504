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
    private volatile IReadOnlyList<HistoryEntry> _history;

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
        _history = [new HistoryEntry(node.Table.Current.Epoch, time.GetUtcNow(), file, node.Configuration.Text)];
    }

    /// <summary>Where relative names in a text are looked up.</summary>
    public string BaseDirectory { get; }

    /// <summary>The last configurations, the one that is served first.</summary>
    public IReadOnlyList<HistoryEntry> History => _history;

    /// <summary>Makes a configuration of a text that came without a file.</summary>
    public LoadResult Load(string text, string name) => ConfigurationLoader.LoadText(text, name, BaseDirectory, nodeFile: _nodeFile);

    /// <summary>Loads and applies.</summary>
    /// <param name="source">For the log and the history: a file name, or who sent it.</param>
    /// <param name="load">Called when it is this change's turn.</param>
    /// <param name="ifEpoch">When given, the change is refused unless this epoch is served then.</param>
    public async Task<ChangeResult> ApplyAsync(string source, Func<LoadResult> load, long? ifEpoch = null)
    {
        await _turn.WaitAsync();
        try
        {
            if (ifEpoch is { } epoch && epoch != _node.Table.Current.Epoch)
                return new ChangeResult(ChangeOutcome.Outdated, _node.Table.Current.Epoch, [], []);
            var loaded = load();
            return loaded.Configuration is { } configuration
                ? await ApplyAsync(source, configuration)
                : Refuse(source, loaded.Errors);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private async Task<ChangeResult> ApplyAsync(string source, LoadedConfiguration configuration)
    {
        var result = await _node.ApplyAsync(configuration);
        if (result.Errors.Count > 0)
            return Refuse(source, [.. result.Errors.Select(message => new ConfigurationError(source, 0, "", message))]);

        _metrics.Reloaded(_node.Table.Current);
        _history = [new HistoryEntry(result.Epoch, _time.GetUtcNow(), source, configuration.Text), .. _history.Take(HistoryLength - 1)];
        Log.ConfigurationApplied(_log, source, result.Epoch);
        foreach (var keyPath in result.RestartNeeded)
            Log.RestartNeeded(_log, keyPath);
        return new ChangeResult(ChangeOutcome.Applied, result.Epoch, result.RestartNeeded, []);
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
