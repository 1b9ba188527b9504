using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ActorProxy.TestKit;

/// <summary>
/// An origin of HTTP/1.1 that can be made to fail in every way that origins do, while it runs. What it does applies from the next
/// request on; <see cref="Refuse"/> applies at once.
/// </summary>
public sealed class FaultyOrigin : IOrigin, IAsyncDisposable
{
    private readonly string _body;
    private readonly string _fields;
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _lock = new();
    private readonly List<Socket> _open = [];
    private TcpListener _listener = new(IPAddress.Loopback, 0);
    private OriginBehaviour _behaviour = OriginBehaviour.Answer;
    private long _requests;

    private FaultyOrigin(string body, string[] fields)
    {
        _body = body;
        _fields = string.Concat(fields.Select(field => $"{field}\r\n"));
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync(_listener);
    }

    /// <inheritdoc />
    public int Port { get; }

    /// <inheritdoc />
    public string Url => $"http://127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Requests that came in whole so far.</summary>
    public long Requests => Volatile.Read(ref _requests);

    /// <summary>The fields of the last request that came in whole, a line each.</summary>
    public string LastFields { get; private set; } = "";

    /// <summary>Answers every request by 200 with this body.</summary>
    /// <param name="body">As UTF-8.</param>
    /// <param name="fields">More fields of its head, such as <c>Cache-Control: max-age=60</c>.</param>
    public static FaultyOrigin Answering(string body, params string[] fields) => new(body, fields);

    /// <summary>Answers as it was made to, again.</summary>
    public void Recover()
    {
        Behave(OriginBehaviour.Answer);
        lock (_lock)
        {
            if (_listener.Server.IsBound)
                return;
            _listener = new TcpListener(IPAddress.Loopback, Port);
            _listener.Start();
            _ = AcceptAsync(_listener);
        }
    }

    /// <summary>Nobody listens any more and every connection is reset: what the death of a process looks like.</summary>
    public void Refuse()
    {
        lock (_lock)
        {
            _listener.Stop();
            _open.ForEach(Reset);
            _open.Clear();
        }
    }

    /// <summary>Accepts requests and never answers.</summary>
    public void Hang() => Behave(OriginBehaviour.Hang);

    /// <summary>Resets the connection after so many bytes of the response, head included.</summary>
    public void ResetAfter(int bytes) => Behave(new OriginBehaviour(OriginFault.Reset, Bytes: bytes));

    /// <summary>Sends the body one byte at a time, with a pause before each.</summary>
    public void Drip(TimeSpan pause) => Behave(new OriginBehaviour(OriginFault.Drip, Pause: pause));

    /// <summary>Answers by bytes that are no HTTP.</summary>
    public void SpeakGarbage() => Behave(new OriginBehaviour(OriginFault.Garbage));

    /// <summary>Promises the whole body and closes the connection after half of it.</summary>
    public void Truncate() => Behave(new OriginBehaviour(OriginFault.Truncate));

    /// <summary>Answers the next so many requests by this status, then as before.</summary>
    public void Burst(int status, int requests) => Behave(new OriginBehaviour(OriginFault.Status, Status: status, Left: requests));

    /// <summary>Does the same as before, later.</summary>
    public void Delay(TimeSpan pause) => Behave(new OriginBehaviour(OriginFault.Late, Pause: pause));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        Refuse();
    }

    private void Behave(OriginBehaviour behaviour) => Volatile.Write(ref _behaviour, behaviour);

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptSocketAsync(_closing.Token);
                lock (_lock)
                    _open.Add(socket);
                _ = ServeAsync(socket);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // It refuses from now on.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            socket.NoDelay = true;
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
            while (await ReadRequestAsync(reader, _closing.Token))
            {
                Interlocked.Increment(ref _requests);
                if (!await AnswerAsync(socket, stream))
                    return;
            }
        }
        catch (Exception over) when (over is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The proxy went away, or this origin did.
        }
        finally
        {
            lock (_lock)
                _open.Remove(socket);
        }
    }

    // False when the connection is not to be used again.
    private async Task<bool> AnswerAsync(Socket socket, NetworkStream stream)
    {
        var behaviour = Volatile.Read(ref _behaviour);
        if (behaviour.Left == 1)
            Interlocked.CompareExchange(ref _behaviour, OriginBehaviour.Answer, behaviour);
        else if (behaviour.Left > 1)
            Interlocked.CompareExchange(ref _behaviour, behaviour with { Left = behaviour.Left - 1 }, behaviour);

        var status = behaviour.Fault == OriginFault.Status ? behaviour.Status : 200;
        var head = $"HTTP/1.1 {status.ToString(CultureInfo.InvariantCulture)} Test\r\nContent-Length: {Encoding.UTF8.GetByteCount(_body).ToString(CultureInfo.InvariantCulture)}\r\n{_fields}\r\n";
        var whole = Encoding.UTF8.GetBytes(head + _body);
        switch (behaviour.Fault)
        {
            case OriginFault.Hang:
                await Task.Delay(Timeout.InfiniteTimeSpan, _closing.Token);
                return false;
            case OriginFault.Garbage:
                await stream.WriteAsync("\0\x1 this is no HTTP\r\n\r\n"u8.ToArray(), _closing.Token);
                return false;
            case OriginFault.Reset:
                await stream.WriteAsync(whole.AsMemory(0, Math.Min(behaviour.Bytes, whole.Length)), _closing.Token);
                Reset(socket);
                return false;
            case OriginFault.Truncate:
                await stream.WriteAsync(whole.AsMemory(0, head.Length + (whole.Length - head.Length) / 2), _closing.Token);
                return false;
            case OriginFault.Drip:
                await DripAsync(stream, whole, head.Length, behaviour.Pause);
                return true;
            case OriginFault.Late:
                await Task.Delay(behaviour.Pause, _closing.Token);
                goto default;
            default:
                await stream.WriteAsync(whole, _closing.Token);
                return true;
        }
    }

    private async Task DripAsync(NetworkStream stream, byte[] whole, int head, TimeSpan pause)
    {
        await stream.WriteAsync(whole.AsMemory(0, head), _closing.Token);
        for (var at = head; at < whole.Length; at++)
        {
            await Task.Delay(pause, _closing.Token);
            await stream.WriteAsync(whole.AsMemory(at, 1), _closing.Token);
        }
    }

    // Enough for requests with a body of known length, which is all that tests of a proxy's decisions send.
    private async Task<bool> ReadRequestAsync(StreamReader reader, CancellationToken cancel)
    {
        var length = 0;
        var fields = new StringBuilder();
        if (await reader.ReadLineAsync(cancel) is null)
            return false;
        while (await reader.ReadLineAsync(cancel) is { Length: > 0 } field)
        {
            fields.AppendLine(field);
            if (field.StartsWith("content-length:", StringComparison.OrdinalIgnoreCase))
                length = int.Parse(field.AsSpan("content-length:".Length), CultureInfo.InvariantCulture);
        }

        LastFields = fields.ToString();
        var body = new char[length];
        return length == 0 || await reader.ReadBlockAsync(body, cancel) == length;
    }

    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
            socket.Close();
        }
        catch (Exception closed) when (closed is ObjectDisposedException or SocketException)
        {
            // Closed already.
        }
    }
}
