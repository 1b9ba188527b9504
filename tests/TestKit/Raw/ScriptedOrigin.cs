using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace ActorProxy.TestKit.Raw;

/// <summary>
/// An origin whose n-th connection follows the n-th script (the last one from then on). When a script ends its
/// connection is closed. Everything that arrives is recorded.
/// </summary>
public sealed class ScriptedOrigin : IOrigin, IAsyncDisposable
{
    /// <summary>The shortest whole response.</summary>
    public const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private readonly Func<OriginConnection, Task>[] _scripts;
    private readonly X509Certificate2? _certificate;
    private readonly TcpListener _listener;
    private readonly Task _accepting;
    private readonly ConcurrentQueue<OriginConnection> _connections = new();
    private readonly ConcurrentQueue<Task> _running = new();
    private readonly ConcurrentQueue<RawMessage> _requests = new();
    private readonly Changes _changes = new();
    private readonly CancellationTokenSource _killed = new();

    private ScriptedOrigin(IPEndPoint address, X509Certificate2? certificate, Func<OriginConnection, Task>[] scripts)
    {
        _scripts = scripts;
        _certificate = certificate;
        _listener = new TcpListener(address);
        _listener.Start(1024);
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        Id = $"{_listener.LocalEndpoint}";
        _accepting = Task.Run(AcceptAsync);
    }

    /// <inheritdoc />
    public int Port { get; }

    /// <summary>The backend's name in the admin API.</summary>
    public string Id { get; }

    /// <inheritdoc />
    public string Url => $"{(_certificate is null ? "http" : "https")}://{Id}";

    /// <summary>Connections accepted so far.</summary>
    public int Connections => _connections.Count;

    /// <summary>Requests read so far.</summary>
    public IReadOnlyList<RawMessage> Requests => [.. _requests];

    /// <summary>The only request that has come.</summary>
    public RawMessage Request => Assert.Single(Requests);

    /// <summary>Every byte that has come, whether or not it made a request.</summary>
    public string Received => string.Concat(ReceivedByConnection);

    /// <summary>The same for each connection.</summary>
    public IEnumerable<string> ReceivedByConnection => _connections.Select(connection => connection.Received);

    internal CancellationToken Killed => _killed.Token;

    /// <summary>Answers every request by these bytes.</summary>
    public static ScriptedOrigin Answering(string response) => Answering(_ => response);

    /// <summary>Answers every request by the bytes that are made for it.</summary>
    public static ScriptedOrigin Answering(Func<RawMessage, string> response) => Start(connection => connection.ServeAsync(response));

    /// <summary>Listens on loopback, on a port that the system chooses.</summary>
    /// <param name="scripts">For the first connection, the second and so on; the last one for all that follow.</param>
    public static ScriptedOrigin Start(params Func<OriginConnection, Task>[] scripts) => new(new IPEndPoint(IPAddress.Loopback, 0), null, scripts);

    /// <summary>The same on a port that was used before, or on another address of this machine.</summary>
    public static ScriptedOrigin StartAt(IPEndPoint address, params Func<OriginConnection, Task>[] scripts) => new(address, null, scripts);

    /// <summary>The same by TLS, with this certificate.</summary>
    public static ScriptedOrigin StartTls(X509Certificate2 certificate, params Func<OriginConnection, Task>[] scripts) =>
        new(new IPEndPoint(IPAddress.Loopback, 0), certificate, scripts);

    /// <summary>An address at which nobody listens.</summary>
    public static async Task<string> RefusingUrlAsync()
    {
        await using var origin = Answering(Ok);
        return origin.Url;
    }

    /// <summary>Waits until what has been recorded fulfils a condition.</summary>
    public Task UntilAsync(Func<ScriptedOrigin, bool> condition) => _changes.UntilAsync(() => condition(this));

    /// <summary>What the death of the process looks like: nothing listens any more, every connection is reset.</summary>
    public void Kill()
    {
        _listener.Stop();
        _killed.Cancel();
        foreach (var connection in _connections)
            connection.Reset();
        _changes.Signal();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Kill();
        await _accepting;
        await Task.WhenAll(_running).Within();
    }

    internal void Record(RawMessage request)
    {
        _requests.Enqueue(request);
        _changes.Signal();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                Serve(await _listener.AcceptSocketAsync());
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Killed.
        }
    }

    private void Serve(Socket socket)
    {
        socket.NoDelay = true;
        Stream stream = _certificate is null ? new NetworkStream(socket) : new SslStream(new NetworkStream(socket));
        var connection = new OriginConnection(this, _connections.Count, socket, stream);
        _connections.Enqueue(connection);
        if (_killed.IsCancellationRequested)
            connection.Reset();
        _changes.Signal();
        _running.Enqueue(Task.Run(() => RunAsync(connection, stream)));
    }

    private async Task RunAsync(OriginConnection connection, Stream stream)
    {
        try
        {
            if (stream is SslStream tls)
                await tls.AuthenticateAsServerAsync(_certificate!).Within();
            await _scripts[Math.Min(connection.Index, _scripts.Length - 1)](connection);
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException or AuthenticationException)
        {
            // The proxy went away or the origin was killed; a test that minds sees it in what the client got.
        }
        catch (OperationCanceledException) when (_killed.IsCancellationRequested)
        {
            // Killed in a pause.
        }
        finally
        {
            if (_killed.IsCancellationRequested)
                connection.Reset();
            connection.Close();
            _changes.Signal();
        }
    }
}
