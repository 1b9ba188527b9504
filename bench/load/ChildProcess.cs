using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace ActorProxy.Bench.Load;

/// <summary>A process that this program started: its output is collected, and it is stopped by its id.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const int SigInt = 2;
    private const int SigTerm = 15;
    private const int MaxOutput = 1 << 20;

    // Thousands of connections need more descriptors than the usual limit; exec keeps the process id.
    private const string RaiseLimit = """ulimit -n 65536 2>/dev/null || ulimit -n "$(ulimit -Hn)"; exec "$0" "$@" """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly Task _drained;
    private bool _disposed;

    private ChildProcess(ProcessStartInfo start)
    {
        _process = Process.Start(start) ?? throw new BenchException($"{start.FileName} does not start");
        Id = _process.Id;
        _drained = Task.WhenAll(CollectAsync(_process.StandardOutput, _output), CollectAsync(_process.StandardError, _errors));
        Exited = WaitAsync();
    }

    /// <summary>The process id.</summary>
    public int Id { get; }

    /// <summary>Completes when the process is gone and its output is complete.</summary>
    public Task Exited { get; }

    /// <summary>Only after <see cref="Exited"/>.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Standard output so far.</summary>
    public string Output => Read(_output);

    /// <summary>Standard error so far.</summary>
    public string Errors => Read(_errors);

    /// <summary>What went wrong, for people.</summary>
    public string LastWords => $"{Errors}{Output}".TrimEnd().Split('\n')[^1] is { Length: > 0 } line ? line : "no output";

    public static ChildProcess Start(string command, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", RaiseLimit, command, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return new ChildProcess(start);
    }

    /// <summary>SIGKILL to the process and its children.</summary>
    public async Task KillAsync()
    {
        if (!Exited.IsCompleted)
            _process.Kill(entireProcessTree: true);
        await Exited;
    }

    /// <summary>SIGINT, and waits for the end: how strace is told to print its summary.</summary>
    public async Task InterruptAsync()
    {
        Signal(SigInt);
        await Exited.WaitAsync(Patience);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        Signal(SigTerm);
        await Task.WhenAny(Exited, Task.Delay(Patience));
        await KillAsync();
        _process.Dispose();
    }

    private async Task WaitAsync()
    {
        await _process.WaitForExitAsync();
        await _drained;
    }

    private void Signal(int signal)
    {
        if (!Exited.IsCompleted)
            _ = Send(Id, signal);
    }

    private static async Task CollectAsync(StreamReader reader, StringBuilder text)
    {
        var buffer = new char[4096];
        for (int count; (count = await reader.ReadAsync(buffer)) > 0;)
        {
            lock (text)
            {
                if (text.Length < MaxOutput)
                    text.Append(buffer, 0, count);
            }
        }
    }

    private static string Read(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Send(int process, int signal);
}
