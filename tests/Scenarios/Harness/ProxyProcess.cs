using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace ActorProxy.Scenarios.Harness;

/// <summary>The program itself: <c>actorproxy run --config FILE</c>, on ports that its ready line names.</summary>
internal sealed class ProxyProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Changes _changes = new();
    private readonly Dictionary<string, IPEndPoint> _endpoints = [];

    private ProxyProcess(Func<ProcessStartInfo, Process> launch, string command, params string[] arguments)
    {
        _process = launch(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true });
        _process.OutputDataReceived += (_, line) => Remember(line.Data);
        _process.ErrorDataReceived += (_, line) => Remember(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Standard output and standard error, line by line.</summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    public HttpClient Admin { get; } = new() { Timeout = Patience.Limit };

    private static string Program => Path.Combine(AppContext.BaseDirectory, "actorproxy.dll");

    /// <summary>Starts it and waits until it is ready.</summary>
    public static Task<ProxyProcess> RunAsync(string config) => WhenReadyAsync(Start("run", "--config", config));

    /// <summary>The same where the kernel lets it have no io_uring.</summary>
    public static Task<ProxyProcess> RunWithoutRingsAsync(string config) => WhenReadyAsync(StartWithoutRings(config));

    /// <summary>The same with no more than so many open files.</summary>
    public static Task<ProxyProcess> RunWithFilesAsync(int openFiles, string config) => WhenReadyAsync(
        new ProxyProcess(Launch, "/bin/sh", "-c", $"ulimit -n {openFiles} && exec dotnet \"$@\"", "sh", Program, "run", "--config", config));

    /// <summary>The same where from then on no file may grow beyond so many bytes: what a full disk looks like.</summary>
    public static async Task<ProxyProcess> RunWithFileSizeAsync(int bytes, string config)
    {
        // The runtime itself needs large files in memory to start, so the limit comes later; its signal is ignored from the start.
        var process = await WhenReadyAsync(
            new ProxyProcess(Launch, "/bin/sh", "-c", "trap '' XFSZ && exec dotnet \"$@\"", "sh", Program, "run", "--config", config));
        await Tool.RunAsync("prlimit", ["--pid", $"{process.Id}", $"--fsize={bytes}"]);
        return process;
    }

    /// <summary>Starts it without waiting for anything.</summary>
    public static ProxyProcess Start(params string[] arguments) => new(Launch, "dotnet", [Program, .. arguments]);

    /// <summary>The same where the kernel lets it have no io_uring.</summary>
    public static ProxyProcess StartWithoutRings(string config) =>
        new(start => ForbiddenRings.Run(() => Launch(start)), "dotnet", Program, "run", "--config", config);

    /// <summary>Runs another verb to its end.</summary>
    public static Task<(int ExitCode, string Output, string Errors)> VerbAsync(params string[] arguments) => Tool.RunAsync("dotnet", [Program, .. arguments]);

    public IPEndPoint Endpoint(string listener) => _endpoints[listener];

    public async Task<RawMessage> AskAsync(string request)
    {
        await using var client = await RawClient.ConnectAsync(Endpoint("web"));
        return await client.AskAsync(request);
    }

    public Task UntilLineAsync(Func<string, bool> condition) =>
        _changes.UntilAsync(() => Lines.Any(condition) || (_process.HasExited ? throw new InvalidOperationException($"It ended:\n{string.Join('\n', Lines)}") : false));

    /// <summary>TERM, HUP or KILL.</summary>
    public Task SignalAsync(string signal) => Tool.SignalAsync(_process, signal);

    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().Within();
        return _process.ExitCode;
    }

    /// <summary>The most memory that it has had resident, in bytes.</summary>
    public long PeakMemory()
    {
        var line = File.ReadLines($"/proc/{Id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line["VmHWM:".Length..^"kB".Length], CultureInfo.InvariantCulture) * 1024;
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync().Within();
        _process.Dispose();
    }

    private static Process Launch(ProcessStartInfo start) => Process.Start(start)!;

    private static async Task<ProxyProcess> WhenReadyAsync(ProxyProcess process)
    {
        await process.UntilLineAsync(line => line.StartsWith("ready", StringComparison.Ordinal));
        process.ReadPorts(process.Lines.First(line => line.StartsWith("ready", StringComparison.Ordinal)));
        return process;
    }

    // ready web=127.0.0.1:41231 admin=127.0.0.1:38123
    private void ReadPorts(string ready)
    {
        foreach (var pair in ready.Split(' ').Skip(1).Select(part => part.Split('=')))
            _endpoints[pair[0]] = IPEndPoint.Parse(pair[1]);
        if (_endpoints.TryGetValue("admin", out var admin))
            Admin.BaseAddress = new Uri($"http://{admin}");
    }

    private void Remember(string? line)
    {
        if (line is not null)
            _lines.Enqueue(line);
        _changes.Signal();
    }
}
