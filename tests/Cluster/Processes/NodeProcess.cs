using System.Collections.Concurrent;
using System.Diagnostics;
using ActorProxy.TestKit;

namespace ActorProxy.Cluster.Tests.Processes;

/// <summary>One node as a process of its own. It ends with its input, so it does not outlive the tests.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = [];

    public NodeProcess(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "actorproxy.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public IReadOnlyCollection<string> Lines => _lines;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Where something listens, from the ready line.</summary>
    public Uri Address(string name) => new("http://" + _lines.First(IsReady).Split(' ').First(part => part.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..]);

    public Task UntilReadyAsync() => Patience.UntilAsync(
        $"the node is ready\n{string.Join('\n', _lines)}",
        () => _process.HasExited ? throw new InvalidOperationException(string.Join('\n', _lines)) : _lines.Any(IsReady));

    /// <summary>kill -9; it is gone afterwards.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Takes its leave.</summary>
    public async Task<int> StopAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(Patience.Limit);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience.Limit);
        _process.Dispose();
    }

    private static bool IsReady(string line) => line.StartsWith("ready", StringComparison.Ordinal);

    private void Keep(string? line)
    {
        if (line is not null)
            _lines.Enqueue(line);
    }
}
