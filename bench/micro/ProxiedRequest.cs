using System.Net.Sockets;
using ActorProxy.Host;
using ActorProxy.Host.Configuration;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorProxy.Bench.Micro;

/// <summary>
/// What one proxied request allocates, Kestrel included: client and origin use prepared buffers on threads of their own and
/// allocate nothing, and the diagnoser counts the whole process.
/// </summary>
[MemoryDiagnoser]
public class ProxiedRequest
{
    private const int Batch = 64;
    private const int BodyLength = 1024;

    private readonly byte[] _received = new byte[64 * 1024];
    private readonly byte[] _get = "GET /1k HTTP/1.1\r\nHost: bench.example\r\nUser-Agent: bench\r\nAccept: */*\r\n\r\n"u8.ToArray();
    private readonly byte[] _post = [.. "POST /1k HTTP/1.1\r\nHost: bench.example\r\nContent-Length: 16384\r\n\r\n"u8, .. new byte[16384]];
    private FixedOrigin _origin = null!;
    private ProxyNode _node = null!;
    private Socket _client = null!;

    [Params("io_uring", "sockets")]
    public string Transport { get; set; } = "";

    [GlobalSetup]
    public async Task StartAsync()
    {
        // As the program does before its first socket.
        Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
        _origin = new FixedOrigin(BodyLength);
        var loaded = ConfigurationLoader.LoadText(
            $$"""
            proxy {
              transport = {{Transport}}
              listeners { web { address = "127.0.0.1:0" } }
              admin { enabled = off }
              access-log { enabled = off }
              pools { api { backends = ["http://127.0.0.1:{{_origin.Port}}"] } }
              routes = [ { path = "/", pool = api
                request-headers { set { X-Real-IP = "$client_ip" } }
                response-headers { set { X-Served-By = "bench" }, remove = [Server] } } ]
            }
            """,
            "bench.conf",
            Environment.CurrentDirectory);
        _node = await ProxyNode.StartAsync(loaded.Configuration!, new NodeOptions(TimeProvider.System, NullLoggerProvider.Instance));
        _client = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await _client.ConnectAsync(_node.Endpoints["web"]);
    }

    [GlobalCleanup]
    public async Task StopAsync()
    {
        _client.Dispose();
        await _node.DisposeAsync();
        _origin.Dispose();
    }

    [Benchmark(OperationsPerInvoke = Batch)]
    public void Get() => Exchange(_get);

    [Benchmark(OperationsPerInvoke = Batch)]
    public void PostOf16KiB() => Exchange(_post);

    private void Exchange(byte[] request)
    {
        for (var i = 0; i < Batch; i++)
        {
            _client.Send(request);
            ReceiveResponse();
        }
    }

    // Up to the known length of the body behind the empty line.
    private void ReceiveResponse()
    {
        var length = 0;
        while (true)
        {
            length += _client.Receive(_received, length, _received.Length - length, SocketFlags.None);
            var head = _received.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (head >= 0 && length == head + 4 + BodyLength)
                return;
        }
    }
}
