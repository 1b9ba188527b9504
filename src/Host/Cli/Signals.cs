using System.Runtime.InteropServices;
using System.Threading.Channels;
using ActorProxy.Host.Diagnostics;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Host.Cli;

/// <summary>
/// What the operator says by signal: SIGTERM, SIGINT and SIGQUIT stop, and a second one leaves at once with exit code 1;
/// SIGHUP reloads.
/// </summary>
internal sealed class Signals : IDisposable
{
    private readonly TaskCompletionSource<string> _stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<bool> _reload = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly PosixSignalRegistration[] _registrations;
    private readonly ILogger _log;

    /// <summary>Signals are ours from here on.</summary>
    /// <param name="log">Where it is told that somebody is impatient.</param>
    /// <param name="orphaned">Stops as a signal does when it completes; null: never.</param>
    public Signals(ILogger log, Task? orphaned = null)
    {
        _log = log;
        orphaned?.ContinueWith(_ => _stop.TrySetResult("the end of the parent process"), TaskScheduler.Default);
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnStop),
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnStop),
            PosixSignalRegistration.Create(PosixSignal.SIGQUIT, OnStop),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnReload),
        ];
    }

    /// <summary>Completes with the name of the first signal that stops.</summary>
    public Task<string> Stop => _stop.Task;

    /// <summary>Completes when there was a SIGHUP since the last completion.</summary>
    public async Task WaitForReloadAsync(CancellationToken cancel) => await _reload.Reader.ReadAsync(cancel);

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
    }

    private void OnStop(PosixSignalContext context)
    {
        context.Cancel = true;
        var name = context.Signal.ToString();
        if (_stop.TrySetResult(name))
            return;
        Log.LeavingAtOnce(_log, name);
        Environment.Exit(1);
    }

    private void OnReload(PosixSignalContext context)
    {
        context.Cancel = true;
        _reload.Writer.TryWrite(true);
    }
}
