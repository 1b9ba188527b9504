using ActorProxy.Actors.Rollouts;
using ActorProxy.Host.Configuration;
using ActorProxy.Host.Diagnostics;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Host.Admin;

/// <summary>A configuration that this node serves and can still go back from. One call at a time.</summary>
internal sealed class ConfigurationTrial(ProxyNode node, ILogger log)
{
    private LoadedConfiguration? _before;
    private long _epochBefore;
    private volatile ConfigurationVersion? _version;

    /// <summary>What is on trial; null: nothing.</summary>
    public ConfigurationVersion? Version => _version;

    /// <summary>Key paths of it that take effect only after a restart.</summary>
    public IReadOnlyList<string> RestartNeeded { get; private set; } = [];

    /// <summary>The whole of it, for a node alone: serves, watches, and goes back by itself when a bound is broken.</summary>
    /// <param name="change">What was prepared.</param>
    /// <param name="trial">The same, for people, and how it is watched.</param>
    /// <param name="stopping">The node leaves: nothing more has to be found out.</param>
    public async Task<WatchReport> RunAsync(PreparedChange change, LoneTrial trial, CancellationToken stopping)
    {
        using var steps = new PeriodicTimer(GuardWatch.Step, trial.Time);
        await BeginAsync(change, trial.Version);
        Log.TrialBegins(log, trial.Version.Epoch, trial.Guard.Watch.TotalSeconds);
        var verdict = await WatchAsync(trial, steps, stopping);
        if (verdict.Breach.Length == 0)
        {
            Log.TrialStood(log, trial.Version.Epoch, verdict);
            End();
            return verdict;
        }

        while (await UndoAsync() is { Count: > 0 } problems)
        {
            Log.CannotUndo(log, trial.Version.Epoch, _epochBefore, string.Join("; ", problems));
            await steps.WaitForNextTickAsync(stopping);
        }

        return verdict;
    }

    /// <summary>Serves by what was prepared.</summary>
    public async Task BeginAsync(PreparedChange change, ConfigurationVersion version)
    {
        // Of a trial after a trial, the first one knows what was decided.
        if (_version is null)
            (_before, _epochBefore) = (node.Configuration, node.Table.Current.Epoch);
        (_version, RestartNeeded) = (version, change.RestartNeeded);
        await node.CommitAsync(change, version.Epoch);
    }

    /// <summary>There is no way back any more.</summary>
    public void End() => (_version, _before) = (null, null);

    /// <summary>Serves what was served before; or says why it cannot, such as an address that is taken now.</summary>
    public async Task<IReadOnlyList<string>> UndoAsync()
    {
        if (_before is not { } before)
            return [];
        var change = await node.PrepareAsync(before);
        if (change.Errors.Count > 0)
            return change.Errors;
        await node.CommitAsync(change, _epochBefore);
        End();
        return [];
    }

    private async Task<WatchReport> WatchAsync(LoneTrial trial, PeriodicTimer steps, CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(trial.Ended, stopping);
        var watch = new GuardWatch(trial.Guard, node.Traffic(), trial.Time);
        while (true)
        {
            if (watch.Look(node.Traffic()) is { } verdict)
                return verdict;
            try
            {
                await steps.WaitForNextTickAsync(ended.Token);
            }
            catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
            {
                watch.End(node.Traffic(), trial.IsKept);
            }
        }
    }
}
