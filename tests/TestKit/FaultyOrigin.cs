using System.Globalization;
using System.Net;
using System.Text;
using ActorProxy.TestKit.Raw;

namespace ActorProxy.TestKit;

/// <summary>
/// An origin of HTTP/1.1 that can be made to fail in every way that origins do, while it runs. What it does applies from the next
/// request on; <see cref="Refuse"/> applies at once.
/// </summary>
public sealed class FaultyOrigin : IOrigin, IAsyncDisposable
{
    private readonly string _body;
    private readonly string _fields;
    private readonly Lock _lock = new();

    // The last is the one that runs, or that ran last: each time that it comes back it is another one on the same port.
    private readonly List<ScriptedOrigin> _lives = [];
    private OriginBehaviour _behaviour = OriginBehaviour.Answer;
    private long _requests;

    private FaultyOrigin(string body, string[] fields)
    {
        _body = body;
        _fields = string.Concat(fields.Select(field => $"{field}\r\n"));
        var first = ScriptedOrigin.Start(ServeAsync);
        (Port, Url) = (first.Port, first.Url);
        _lives.Add(first);
    }

    /// <inheritdoc />
    public int Port { get; }

    /// <inheritdoc />
    public string Url { get; }

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
            if (_lives[^1].Killed.IsCancellationRequested)
                _lives.Add(ScriptedOrigin.StartAt(new IPEndPoint(IPAddress.Loopback, Port), ServeAsync));
        }
    }

    /// <summary>Nobody listens any more and every connection is reset: what the death of a process looks like.</summary>
    public void Refuse()
    {
        lock (_lock)
            _lives[^1].Kill();
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
        foreach (var life in _lives)
            await life.DisposeAsync();
    }

    private void Behave(OriginBehaviour behaviour) => Volatile.Write(ref _behaviour, behaviour);

    private async Task ServeAsync(OriginConnection connection)
    {
        while (await connection.ReadUnrecordedAsync() is { IsComplete: true } request)
        {
            LastFields = string.Concat(request.Fields.Select(field => $"{field.Name}: {field.Value}\n"));
            Interlocked.Increment(ref _requests);
            if (!await AnswerAsync(connection))
                return;
        }
    }

    // False when the connection is not to be used again.
    private async Task<bool> AnswerAsync(OriginConnection connection)
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
                await connection.PauseAsync(Timeout.InfiniteTimeSpan);
                return false;
            case OriginFault.Garbage:
                await connection.SendAsync("\0\x1 this is no HTTP\r\n\r\n"u8.ToArray());
                return false;
            case OriginFault.Reset:
                await connection.SendAsync(whole.AsMemory(0, Math.Min(behaviour.Bytes, whole.Length)));
                connection.Reset();
                return false;
            case OriginFault.Truncate:
                await connection.SendAsync(whole.AsMemory(0, head.Length + (whole.Length - head.Length) / 2));
                return false;
            case OriginFault.Drip:
                await DripAsync(connection, whole, head.Length, behaviour.Pause);
                return true;
            case OriginFault.Late:
                await connection.PauseAsync(behaviour.Pause);
                goto default;
            default:
                await connection.SendAsync(whole);
                return true;
        }
    }

    private static async Task DripAsync(OriginConnection connection, byte[] whole, int head, TimeSpan pause)
    {
        await connection.SendAsync(whole.AsMemory(0, head));
        for (var at = head; at < whole.Length; at++)
        {
            await connection.PauseAsync(pause);
            await connection.SendAsync(whole.AsMemory(at, 1));
        }
    }
}
