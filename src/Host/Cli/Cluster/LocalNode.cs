using System.Diagnostics;

namespace ActorProxy.Host.Cli.Cluster;

/// <summary>One process of a local cluster. It stops by itself when its input ends, so that none outlives the command.</summary>
internal sealed class LocalNode : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LocalNode(int number, string config, string nodeFile, TextWriter errors)
    {
        Number = number;
        var start = Program("run", "--config", config, "--node", nodeFile, RunCommand.ChildOption);
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => OnOutput(line.Data);
        _process.ErrorDataReceived += (_, line) => OnError(line.Data, errors);
        _process.Exited += (_, _) => _ready.TrySetResult("");
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Number { get; }

    public int ProcessId => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Completes with its ready line, or with nothing when it ended before.</summary>
    public Task<string> Ready => _ready.Task;

    /// <summary>Lets it take its leave, in bounded time.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    // Run by `dotnet actorproxy.dll` it is that again, published as a program it is the program.
    private static ProcessStartInfo Program(params string[] arguments)
    {
        var host = Environment.ProcessPath!;
        var library = Path.Combine(AppContext.BaseDirectory, "actorproxy.dll");
        string[] all = Path.GetFileNameWithoutExtension(host) == "dotnet" ? [library, .. arguments] : arguments;
        return new ProcessStartInfo(host, all)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }

    private void OnOutput(string? line)
    {
        if (line?.StartsWith("ready", StringComparison.Ordinal) == true)
            _ready.TrySetResult(line);
    }

    private void OnError(string? line, TextWriter errors)
    {
        if (line is null)
            return;
        lock (errors)
            errors.WriteLine($"node {Number} | {line}");
    }
}
