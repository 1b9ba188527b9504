using System.Globalization;
using ActorProxy.Bench.Load.Peers;

namespace ActorProxy.Bench.Load;

/// <summary>
/// What the proxies stand before: nginx with static files in memory. <c>/1k</c>, <c>/1m</c> and <c>/json</c> answer GET,
/// <c>/cacheable</c> is the same as <c>/1k</c> and fresh for an hour, <c>/post</c> takes a body and answers a few bytes, and what the
/// routes of <see cref="RouteSet"/> ask for is there as well.
/// </summary>
internal sealed class Origin
{
    public const string Small = "/1k";
    public const string Large = "/1m";
    public const string Post = "/post";
    public const string Json = "/json";
    public const string Cacheable = "/cacheable";

    private const string Count = "/count";

    private readonly Workspace _workspace;
    private readonly string _config;
    private ChildProcess _process;
    private int _counts;

    private Origin(Workspace workspace, int port, string config)
    {
        _workspace = workspace;
        Port = port;
        _config = config;
        _process = Launch();
    }

    /// <summary>On loopback; the same after a restart.</summary>
    public int Port { get; }

    public static async Task<Origin> StartAsync(Workspace workspace, CancellationToken cancel)
    {
        var port = workspace.FreePort();
        var files = workspace.Folder($"origin-{port}");
        await File.WriteAllTextAsync(files + Small, new string('a', 1024), cancel);
        await File.WriteAllTextAsync(files + Large, new string('b', 1 << 20), cancel);
        await File.WriteAllTextAsync(files + Json, JsonText.Of(100 * 1000), cancel);
        var origin = new Origin(workspace, port, workspace.Write($"origin-{port}.conf", Config(files, port)));
        await origin.ReadyAsync(cancel);
        return origin;
    }

    /// <summary>How many requests it got so far, this one not counted.</summary>
    public async Task<long> RequestsAsync(CancellationToken cancel)
    {
        using var client = new HttpClient();
        var status = await client.GetStringAsync(new Uri(new Endpoint(Port).Url(Count)), cancel);
        // Its third line has: accepted connections, handled connections, requests.
        return long.Parse(status.Split('\n')[2].Split(' ', StringSplitOptions.RemoveEmptyEntries)[2], CultureInfo.InvariantCulture) - ++_counts;
    }

    /// <summary>SIGKILL: connections break without a word.</summary>
    public Task KillAsync() => _process.KillAsync();

    /// <summary>Starts again on the same port.</summary>
    public async Task RestartAsync(CancellationToken cancel)
    {
        _process = Launch();
        await ReadyAsync(cancel);
    }

    /// <summary>Stops it before the workspace does.</summary>
    public ValueTask StopAsync() => _process.DisposeAsync();

    private ChildProcess Launch() => _workspace.Start("nginx", ["-c", _config, "-p", _workspace.Root]);

    private Task ReadyAsync(CancellationToken cancel) => Readiness.AnswersAsync(_process, new Endpoint(Port), Small, cancel);

    private static string Config(string files, int port) => $$"""
        {{NginxText.Process($"{files}/nginx.pid", files)}}
        http {
          {{NginxText.TemporaryPaths(files)}}
          access_log off;
          default_type text/plain;
          sendfile on;
          tcp_nopush on;
          open_file_cache max=100 inactive=1h;
          open_file_cache_valid 1h;
          keepalive_requests 1000000000;
          keepalive_timeout 1h;
          server {
            listen 127.0.0.1:{{port}} backlog=4096;
            root {{files}};
            location = {{Post}} { return 200 "taken"; }
            location = {{Json}} { default_type application/json; }
            location = {{Cacheable}} {
              add_header Cache-Control "public, max-age=3600";
              try_files {{Small}} =404;
            }
            location = {{Count}} { stub_status; }
            location {{RouteSet.PathPrefix}} { try_files {{Small}} =404; }
          }
        }
        """;
}
