namespace ActorProxy.Bench.Load;

/// <summary>The parts that both nginx configurations, origin and peer, share.</summary>
internal static class NginxText
{
    /// <summary>Two workers for two cores; the user is named because workers of root would else be nobody, without the files.</summary>
    public static string Process(string pidFile, string folder) => $$"""
        {{(Environment.UserName == "root" ? "user root;" : "")}}
        daemon off;
        worker_processes 2;
        pid {{pidFile}};
        error_log {{folder}}/error.log crit;
        events { worker_connections 16384; }
        """;

    /// <summary>Keeps spilled bodies inside the workspace.</summary>
    public static string TemporaryPaths(string folder) => $"""
        client_body_temp_path {folder}/body;
          proxy_temp_path {folder}/proxy;
          fastcgi_temp_path {folder}/fastcgi;
          uwsgi_temp_path {folder}/uwsgi;
          scgi_temp_path {folder}/scgi;
        """;
}
