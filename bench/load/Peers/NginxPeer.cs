using System.Diagnostics;

namespace ActorProxy.Bench.Load.Peers;

/// <summary>nginx with two workers, response buffering as it comes, request bodies streamed as the others do, upstream connections kept.</summary>
internal sealed class NginxPeer : Peer
{
    public override string Name => "nginx";

    public override async Task PrepareAsync(Workspace workspace, CancellationToken cancel) =>
        Version = await Tools.VersionAsync(workspace, "nginx", "-v", cancel);

    public override async Task<RunningPeer> StartAsync(Workspace workspace, Topology topology, CancellationToken cancel)
    {
        var port = workspace.FreePort();
        var folder = workspace.Folder($"nginx-{port}");
        var config = workspace.Write($"nginx-{port}.conf", Config(folder, port, topology));
        var watch = Stopwatch.StartNew();
        var process = workspace.Start("nginx", ["-c", config, "-p", folder]);
        await Readiness.AnswersAsync(process, topology.At(port), Origin.Small, cancel);
        return new RunningPeer(Name, topology.At(port), process, watch.Elapsed);
    }

    private static string Config(string folder, int port, Topology topology) => $$"""
        {{NginxText.Process($"{folder}/nginx.pid", folder)}}
        http {
          {{NginxText.TemporaryPaths(folder)}}
          access_log off;
          {{CacheFiles(folder, topology)}}
          keepalive_requests 1000000000;
          keepalive_timeout 1h;
          upstream origin {
            {{string.Join(' ', topology.OriginPorts.Select(origin => $"server 127.0.0.1:{origin};"))}}
            keepalive {{topology.Kept}};
            keepalive_requests 1000000000;
          }
          server {
            listen 127.0.0.1:{{port}}{{(topology.Tls is null ? "" : " ssl")}}{{(topology.Http2 ? " http2" : "")}} backlog=4096;
            {{Tls(topology.Tls)}}
            {{(topology.Compression ? "gzip on; gzip_types application/json;" : "")}}
            location / {
              proxy_pass http://origin;
              proxy_http_version 1.1;
              proxy_request_buffering off;
              proxy_set_header Connection "";
              proxy_set_header Host $http_host;
              proxy_set_header X-Real-IP $remote_addr;
              proxy_set_header X-Forwarded-For $remote_addr;
              proxy_set_header X-Forwarded-Proto $scheme;
              {{(topology.Cached ? "proxy_cache memory; proxy_cache_lock on;" : "")}}
            }
          }
        }
        """;

    // Files in a file system of memory, which are kept open: what nginx has to answer from memory without reading the body itself.
    private static string CacheFiles(string folder, Topology topology) => !topology.Cached ? "" : $"""
        proxy_cache_path {folder}/cache levels=1:2 keys_zone=memory:10m max_size=64m inactive=1h use_temp_path=off;
          sendfile on;
          tcp_nopush on;
          open_file_cache max=1000 inactive=1h;
          open_file_cache_valid 1h;
        """;

    // Version 1.3 is not among the defaults of older ones.
    private static string Tls(TlsFiles? files) => files is null ? "" : $"""
        ssl_certificate {files.Certificate};
            ssl_certificate_key {files.Key};
            ssl_protocols TLSv1.2 TLSv1.3;
        """;
}
