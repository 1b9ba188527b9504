using ActorProxy.Bench.Load.Peers;
using ActorProxy.Bench.Load.Scenarios;

namespace ActorProxy.Bench.Load;

/// <summary>One run of this program: the proxies that can be had, and what every scenario needs to measure them.</summary>
internal sealed class BenchRun
{
    private static readonly string[] ReferenceNames = ["nginx", "haproxy", "varnish", "yarp"];

    private readonly List<Peer> _peers = [];
    private readonly SortedDictionary<string, string> _skipped = new(StringComparer.Ordinal);
    private readonly HashSet<string> _started = [];
    private readonly IReadOnlyList<string> _tools;

    private BenchRun(BenchOptions options, Workspace workspace, IReadOnlyList<string> tools, int openFiles)
    {
        Options = options;
        Workspace = workspace;
        _tools = tools;
        OpenFiles = openFiles;
    }

    /// <summary>What the command line says.</summary>
    public BenchOptions Options { get; }

    /// <summary>Where processes and files live.</summary>
    public Workspace Workspace { get; }

    /// <summary>How many descriptors each process may have.</summary>
    public int OpenFiles { get; }

    /// <summary>The peers whose figures the others are divided by.</summary>
    public static IReadOnlyList<string> References => ReferenceNames;

    /// <summary>Finds or builds every proxy asked for; those that cannot be had are named in each report.</summary>
    /// <exception cref="BenchException">wrk or the origin's nginx is missing, or an option has the name of no proxy.</exception>
    public static async Task<BenchRun> PrepareAsync(BenchOptions options, Workspace workspace, CancellationToken cancel)
    {
        var wanted = Wanted(options);
        var wrk = await Tools.VersionAsync(workspace, "wrk", "-v", cancel);
        var origin = await Tools.VersionAsync(workspace, "nginx", "-v", cancel);
        var bench = new BenchRun(options, workspace, [wrk, $"origin {origin}"], await Machine.OpenFilesAsync(workspace, cancel));
        foreach (var peer in wanted)
        {
            Say($"preparing {peer.Name}");
            await bench.TryAsync(peer, () => peer.PrepareAsync(workspace, cancel));
        }

        return bench;
    }

    /// <summary>
    /// Measures a scenario, prints its report and writes it to bench/results. One whose tool is missing is left out and named in
    /// the reports that follow.
    /// </summary>
    public async Task RunAsync(Scenario scenario, CancellationToken cancel)
    {
        Say($"scenario {scenario.Name}");
        var tool = await ToolAsync(scenario, cancel);
        if (scenario.Tool is not null && tool is null)
            return;

        _started.Clear();
        var loadBefore = Machine.LoadAverage();
        var tables = await scenario.RunAsync(this, cancel);
        var report = new Report(scenario.Title, scenario.Reading, tables, Facts(loadBefore, tool));
        var path = Path.Combine(Repository.Root, "bench", "results", $"{Options.Name ?? scenario.Name}.md");
        await File.WriteAllTextAsync(path, report.ToMarkdown(), cancel);
        Console.WriteLine(report.ToMarkdown());
    }

    /// <summary>Starts every proxy that can be had; the rest is named in the report.</summary>
    public async Task<IReadOnlyList<RunningPeer>> StartAllAsync(Topology topology, CancellationToken cancel)
    {
        var running = new List<RunningPeer>();
        foreach (var peer in _peers.Where(peer => peer.Fits(topology)).ToArray())
            await TryAsync(peer, async () => running.Add(await StartAsync(peer, topology, cancel)));
        return running;
    }

    /// <summary>A proxy alone, or null when it cannot be had.</summary>
    public async Task<RunningPeer?> StartAsync(string name, Topology topology, CancellationToken cancel)
    {
        RunningPeer? running = null;
        foreach (var peer in _peers.Where(peer => peer.Name == name).ToArray())
            await TryAsync(peer, async () => running = await StartAsync(peer, topology, cancel));
        return running;
    }

    /// <summary>Names of the proxies that can be had, in the order of the report.</summary>
    public IReadOnlyList<string> PeerNames => [.. _peers.Select(peer => peer.Name)];

    /// <summary>Names what is left out, in this report and those that follow.</summary>
    public void Skip(string name, string reason)
    {
        _skipped[name] = reason.Replace(Repository.Root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
        Say($"skipped {name}: {reason}");
    }

    /// <summary>Tells the person who waits, apart from the report.</summary>
    public static void Say(string text) => Console.Error.WriteLine(text);

    private static List<Peer> Wanted(BenchOptions options)
    {
        var build = new ActorProxyBuild(options);
        Peer[] all =
        [
            new NginxPeer(), new HaproxyPeer(), new VarnishPeer(), new YarpPeer(),
            new ActorProxyPeer(options, build), new ActorProxyPeer(options, build, "sockets"),
        ];
        var named = options.Only.Concat(options.Also).ToList();
        if (named.Except(all.Select(peer => peer.Name)).FirstOrDefault() is { } unknown)
            throw new BenchException($"unknown proxy {unknown}; there are {string.Join(", ", all.Select(peer => peer.Name))}");
        return [.. all.Where(peer => named.Contains(peer.Name) || (options.Only.Count == 0 && peer.ByDefault))];
    }

    private Task<RunningPeer> StartAsync(Peer peer, Topology topology, CancellationToken cancel)
    {
        _started.Add(peer.Name);
        return peer.StartAsync(Workspace, topology, cancel);
    }

    private async Task TryAsync(Peer peer, Func<Task> attempt)
    {
        try
        {
            await attempt();
            if (!_peers.Contains(peer))
                _peers.Add(peer);
        }
        catch (BenchException reason)
        {
            _peers.Remove(peer);
            Skip(peer.Name, reason.Message);
        }
    }

    private async Task<string?> ToolAsync(Scenario scenario, CancellationToken cancel)
    {
        try
        {
            return scenario.Tool is var (name, option) ? await Tools.VersionAsync(Workspace, name, option, cancel) : null;
        }
        catch (BenchException reason)
        {
            Skip(scenario.Name, reason.Message);
            return null;
        }
    }

    private List<string> Facts(string loadBefore, string? tool) =>
    [
        $"Command: `{Options.CommandLine}`",
        $"Date: {TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC",
        $"Machine: {Machine.Describe()}; load average before: {loadBefore}; open files: {OpenFiles} for each process",
        $"Tools: {string.Join(", ", tool is null ? _tools : [tool, .. _tools])}",
        .. _peers.Where(peer => _started.Contains(peer.Name)).Select(peer => $"{peer.Name}: {peer.Version}"),
        .. _skipped.Select(pair => $"Skipped: {pair.Key}, because {pair.Value}"),
    ];
}
