using System.Threading.Channels;
using ActorProxy.Host.Configuration;
using ActorProxy.Host.Diagnostics;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Host.Cli;

/// <summary>The life of a running node: it serves and follows its file until a signal ends it.</summary>
internal static class Service
{
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    /// <summary>Starts a node; null when an address cannot be had, which was said then.</summary>
    public static async Task<ProxyNode?> StartAsync(LoadedConfiguration configuration, NodeOptions options, TextWriter errors)
    {
        try
        {
            return await ProxyNode.StartAsync(configuration, options);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync(failure.Message);
            return null;
        }
    }

    /// <summary>
    /// Serves until told to stop, then drains. The file is loaded again when it changes and on SIGHUP.
    /// </summary>
    /// <param name="node">A node that accepts requests.</param>
    /// <param name="file">Its configuration; null: there is none to follow.</param>
    /// <param name="nodeFile">What is laid over it; null: nothing.</param>
    /// <param name="log">Of the process.</param>
    /// <param name="announce">Tells that the node is ready, once signals and changes are listened to.</param>
    /// <param name="orphaned">Completes when whoever started this process is gone; it then stops. Null: nobody is waited for.</param>
    public static async Task ServeAsync(
        ProxyNode node, string? file, string? nodeFile, ILogger log, Func<Task> announce, Task? orphaned = null)
    {
        using var signals = new Signals(log, orphaned);
        using var stopping = new CancellationTokenSource();
        var following = file is null ? Task.CompletedTask : FollowAsync(node, file, nodeFile, signals, stopping.Token);
        await node.WaitUntilSettledAsync();
        await announce();

        var signal = await signals.Stop;
        Log.Stopping(log, signal, node.Recorder.Metrics.InFlight, node.Configuration.Settings.Shutdown.Deadline.TotalSeconds);
        await stopping.CancelAsync();
        await node.StopAsync();
        await following;
        Log.Stopped(log);
    }

    private static async Task FollowAsync(ProxyNode node, string file, string? nodeFile, Signals signals, CancellationToken stopping)
    {
        using var watcher = new ConfigurationWatcher(TimeProvider.System, Settle, Poll);
        watcher.Watch(node.Configuration.Files, node.Configuration.Fingerprint);
        // A reload may wait for the end of a trial: the access log is reopened meanwhile, and what comes last is loaded last.
        var due = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        await Task.WhenAll(
            EachAsync(watcher.WaitForChangeAsync, Demand, stopping),
            EachAsync(signals.WaitForReloadAsync, ReopenAndDemand, stopping),
            EachAsync(async cancel => await due.Reader.ReadAsync(cancel), ReloadAsync, stopping));

        Task Demand()
        {
            due.Writer.TryWrite(true);
            return Task.CompletedTask;
        }

        Task ReopenAndDemand()
        {
            node.Recorder.AccessLog?.Reopen();
            return Demand();
        }

        Task ReloadAsync() => node.Control.ApplyFileAsync(file, () =>
        {
            var loaded = ConfigurationLoader.LoadFile(file, nodeFile: nodeFile);
            watcher.Watch(loaded.Files, loaded.Fingerprint);
            return loaded;
        });
    }

    private static async Task EachAsync(Func<CancellationToken, Task> next, Func<Task> act, CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await next(stopping);
                await act();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The node is leaving.
        }
    }
}
