using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Rollouts;
using ActorProxy.Actors.Settings;
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

    // Between two attempts to propose a changed file.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ChangeTurns _turns = new();
    private readonly CancellationTokenSource _leaving = new();
    private readonly ProxyNode _node;
    private readonly string? _nodeFile;
    private readonly Metrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private volatile IReadOnlyList<ConfigurationVersion> _history;
    private long _highest;

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
        Trial = new ConfigurationTrial(node, log);
        BaseDirectory = Path.GetDirectoryName(Path.GetFullPath(file))!;
        _history = [new ConfigurationVersion(node.Table.Current.Epoch, time.GetUtcNow(), file, "", node.Configuration.Text)];
    }

    /// <summary>What this node serves and can still go back from.</summary>
    public ConfigurationTrial Trial { get; }

    /// <summary>What a new configuration has to stand when nothing else is said.</summary>
    public GuardSettings UsualGuard => _node.Configuration.Settings.Guard;

    /// <summary>Where relative names in a text are looked up.</summary>
    public string BaseDirectory { get; }

    /// <summary>The last configurations, the one that is served first.</summary>
    public IReadOnlyList<ConfigurationVersion> History => _history;

    /// <summary>Makes a configuration of a text that came without a file.</summary>
    public LoadResult Load(string text, string name) => ConfigurationLoader.LoadText(text, name, BaseDirectory, nodeFile: _nodeFile);

    /// <summary>
    /// Lets all nodes, or this one where it is alone, serve a text. While another one is on trial it waits or is refused, as it says.
    /// </summary>
    public Task<ChangeResult> ApplyAsync(Proposal proposal) => _node.Cluster is { } cluster
        ? ProposeAsync(cluster, proposal)
        : ApplyHereAsync(proposal, () => Load(proposal.Text, proposal.Source));

    /// <summary>The epoch that is on trial on any node that answers; 0: none.</summary>
    public async Task<long> FindTrialAsync() => _node.Cluster is { } cluster
        ? (await cluster.AskNodesAsync()).Select(answer => answer.Info?.OnTrial ?? 0).DefaultIfEmpty(0).Max()
        : _turns.Trial?.Version.Epoch ?? 0;

    /// <summary>Ends a trial by hand, wherever it is watched: it stands, or it is undone now.</summary>
    /// <param name="epoch">Only if this one is on trial; null: whichever is.</param>
    /// <param name="isKept">Which of the two.</param>
    public async Task<ChangeResult> EndTrialAsync(long? epoch, bool isKept)
    {
        // What it means for the change is logged and counted where that was asked for.
        if (_node.Cluster is { } cluster)
            return await FollowAsync("trial", cluster.EndTrialAsync(epoch, isKept), ChangeResult.Of);
        if (_turns.Trial is not { } trial || trial.Version.Epoch != (epoch ?? trial.Version.Epoch))
            return new ChangeResult(ChangeOutcome.NotOnTrial, _history[0].Epoch, [], []);
        Log.TrialEnded(_log, trial.Version.Epoch, isKept ? "kept" : "undone");
        return await trial.EndAsync(isKept);
    }

    /// <summary>
    /// A file has changed. Of several nodes, only one that leads passes it on. It waits for the end of a trial and for nodes that cannot be asked,
    /// for nobody would save it again. One call at a time.
    /// </summary>
    /// <param name="file">Which one.</param>
    /// <param name="load">Reads it, and watches what was read.</param>
    public async Task<ChangeResult> ApplyFileAsync(string file, Func<LoadResult> load)
    {
        var guard = UsualGuard.Watch > TimeSpan.Zero ? UsualGuard : null;
        var proposal = new Proposal(file, "", "", Guard: guard, Id: Guid.NewGuid().ToString("N"));
        if (_node.Cluster is not { } cluster)
            return await ApplyHereAsync(proposal, load);
        var loaded = load();
        if (loaded.Configuration is not { } configuration)
            return Refuse(file, loaded.Errors);
        if (_node.Configuration.Settings.Cluster is { Lead: true })
            return await ProposeAsync(cluster, proposal with { Text = configuration.Text });
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

    /// <summary>
    /// The node leaves: whoever waits for a change is told that it is not known how it ends, and what is half done is done. Then
    /// nothing changes any more. Called once.
    /// </summary>
    public async Task LeaveAsync()
    {
        await _leaving.CancelAsync();
        // And never given back.
        await _turns.TakeAsync(isPatient: true, CancellationToken.None);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _turns.Dispose();
        _leaving.Dispose();
    }

    // The text is read when its turn has come.
    private async Task<ChangeResult> ApplyHereAsync(Proposal proposal, Func<LoadResult> load)
    {
        var source = proposal.Source;
        try
        {
            if (await _turns.TakeAsync(proposal.IsPatient, _leaving.Token) is { } trial)
                return OnTrial(source, _history[0].Epoch, [new ConfigurationError(source, 0, "", GuardWatch.Objection(trial.Version.Epoch, trial.Left))]);
            try
            {
                if (proposal.IfEpoch > 0 && proposal.IfEpoch != _node.Table.Current.Epoch)
                    return new ChangeResult(ChangeOutcome.Outdated, _node.Table.Current.Epoch, [], []);
                var loaded = load();
                return loaded.Configuration is { } configuration
                    ? await ApplyHereAsync(proposal, configuration)
                    : Refuse(source, loaded.Errors);
            }
            finally
            {
                _turns.Give();
            }
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            return Left(source);
        }
    }

    private async Task<ChangeResult> ApplyHereAsync(Proposal proposal, LoadedConfiguration configuration)
    {
        var change = await _node.PrepareAsync(configuration);
        if (change.Errors.Count > 0)
            return Refuse(proposal.Source, [.. change.Errors.Select(error => new ConfigurationError(proposal.Source, 0, "", error))]);
        // Also those that were undone had a number, and somebody may have seen it.
        _highest = Math.Max(_highest, _node.Table.Current.Epoch) + 1;
        var version = new ConfigurationVersion(_highest, _time.GetUtcNow(), proposal.Source, proposal.Message, configuration.Text);
        if (proposal.Guard is { } guard)
            return await TryOutHereAsync(change, version, guard);
        await _node.CommitAsync(change, version.Epoch);
        return Applied(change, version, null);
    }

    private async Task<ChangeResult> TryOutHereAsync(PreparedChange change, ConfigurationVersion version, GuardSettings guard)
    {
        using var trial = new LoneTrial(version, guard, _time);
        await _turns.BeginAsync(trial);
        // Unless it comes to an end that is known.
        var result = Left(version.Source);
        try
        {
            var watched = await Trial.RunAsync(change, trial, _leaving.Token);
            return result = watched.Breach.Length > 0
                ? RolledBack(version.Source, _node.Table.Current.Epoch, watched.Breach, watched)
                : Applied(change, version, watched);
        }
        finally
        {
            _turns.End();
            trial.Tell(result);
        }
    }

    private ChangeResult Applied(PreparedChange change, ConfigurationVersion version, WatchReport? watched)
    {
        Served(version, change.RestartNeeded);
        return new ChangeResult(ChangeOutcome.Applied, version.Epoch, change.RestartNeeded, []) { Watched = watched };
    }

    private Task<ChangeResult> ProposeAsync(ClusterHandle cluster, Proposal proposal) =>
        FollowAsync(
            proposal.Source, proposal.IsPatient ? InsistAsync(cluster, proposal) : cluster.ProposeAsync(proposal), outcome => ResultOf(proposal.Source, outcome));

    // It is kept here until it is known what has become of it, whoever leads the rollout meanwhile.
    private async Task<RolloutOutcome> InsistAsync(ClusterHandle cluster, Proposal proposal)
    {
        var leaving = _leaving.Token;
        RolloutKind? told = null;
        while (true)
        {
            var outcome = await cluster.ProposeAsync(proposal);
            if (!outcome.IsOpen)
                return outcome;
            if (told != outcome.Kind)
                Log.ProposalWaits(_log, proposal.Source, string.Join("; ", ChangeResult.Of(outcome).Errors));
            told = outcome.Kind;
            await Task.Delay(Pause, _time, leaving);
        }
    }

    private async Task<ChangeResult> FollowAsync(string source, Task<RolloutOutcome> rollout, Func<RolloutOutcome, ChangeResult> read)
    {
        try
        {
            return read(await rollout.WaitAsync(_leaving.Token));
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            return Left(source);
        }
    }

    private ChangeResult ResultOf(string source, RolloutOutcome outcome)
    {
        var result = ChangeResult.Of(outcome);
        return result.Outcome switch
        {
            ChangeOutcome.RolledBack => RolledBack(source, result.Epoch, string.Join("; ", result.Errors.Select(error => error.Message)), result.Watched),
            ChangeOutcome.Refused => Refuse(source, result.Errors),
            ChangeOutcome.OnTrial => OnTrial(source, result.Epoch, result.Errors),
            _ => result,
        };
    }

    private ChangeResult OnTrial(string source, long epoch, IReadOnlyList<ConfigurationError> errors)
    {
        Log.RefusedByTrial(_log, source, string.Join("; ", errors.Select(error => error.Message)));
        return new ChangeResult(ChangeOutcome.OnTrial, epoch, [], errors);
    }

    private ChangeResult RolledBack(string source, long epoch, string reason, WatchReport? watched)
    {
        _metrics.ReloadFailed();
        Log.TrialUndone(_log, source, epoch, reason, watched?.ToString() ?? "no figures");
        return new ChangeResult(ChangeOutcome.RolledBack, epoch, [], [new ConfigurationError(source, 0, "", reason)]) { Watched = watched };
    }

    private ChangeResult Left(string source) => new(
        ChangeOutcome.Unknown,
        _node.Table.Current.Epoch,
        [],
        [new ConfigurationError(source, 0, "", "this node is leaving; GET /api/status of another shows what is served")]);

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
