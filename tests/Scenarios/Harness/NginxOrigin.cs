using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ActorProxy.Scenarios.Harness;

/// <summary>A real nginx as the origin, in a folder of its own, on a port that was free.</summary>
internal sealed class NginxOrigin : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;

    private NginxOrigin(int port, string server)
    {
        Port = port;
        var config = _folder.Write("nginx.conf", $$"""
            daemon off; master_process off; pid {{_folder.Path}}/pid; error_log stderr crit;
            events { worker_connections 1024; }
            http {
              access_log off;
              client_body_temp_path {{_folder.Path}}/body; proxy_temp_path {{_folder.Path}}/proxy; fastcgi_temp_path {{_folder.Path}}/fastcgi;
              uwsgi_temp_path {{_folder.Path}}/uwsgi; scgi_temp_path {{_folder.Path}}/scgi;
              server { listen 127.0.0.1:{{port}}; root {{_folder.Path}}; {{server}} }
            }
            """);
        _process = Process.Start(new ProcessStartInfo(Tool.Find("nginx")!, ["-c", config, "-p", _folder.Path]))!;
    }

    public int Port { get; }

    public string Url => $"http://127.0.0.1:{Port}";

    /// <summary>Starts it with what stands inside its <c>server { }</c> and waits until it answers.</summary>
    public static async Task<NginxOrigin> StartAsync(string server)
    {
        var nginx = new NginxOrigin(FreePort(), server);
        await Patience.UntilAsync(nginx.AcceptsAsync);
        return nginx;
    }

    public void WriteFile(string name, string text) => _folder.Write(name, text);

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().Within();
        _process.Dispose();
        _folder.Dispose();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task<bool> AcceptsAsync()
    {
        try
        {
            using var probe = new TcpClient();
            await probe.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
