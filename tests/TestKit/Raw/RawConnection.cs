using System.Net.Sockets;
using System.Text;

namespace ActorProxy.TestKit.Raw;

/// <summary>One end of a TCP connection (or TLS on it) on which a test writes and reads bytes as they are. Text is Latin-1.</summary>
public abstract class RawConnection : IAsyncDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly Socket _socket;
    private readonly Stream _stream;
    private readonly StringBuilder _received = new();
    private byte[] _buffer = [];
    private int _start;
    private int _end;

    private protected RawConnection(Socket socket, Stream stream) => (_socket, _stream) = (socket, stream);

    /// <summary>What reading has found so far.</summary>
    public ConnectionEnd End { get; private set; }

    /// <summary>Everything read so far, while it is little.</summary>
    public string Received
    {
        get
        {
            lock (_received)
                return _received.ToString();
        }
    }

    /// <summary>Sends this text as it is.</summary>
    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>Sends these bytes; returns when the system has taken them.</summary>
    public Task SendAsync(ReadOnlyMemory<byte> bytes) => _stream.WriteAsync(bytes).Within();

    /// <summary>Whatever comes next; empty at the end. Valid until the next read.</summary>
    public async Task<ReadOnlyMemory<byte>> ReadSomeAsync()
    {
        if (_start == _end)
            await FillAsync();
        var some = _buffer.AsMemory(_start, _end - _start);
        _start = _end;
        return some;
    }

    /// <summary>That many bytes; fewer only at the end.</summary>
    public async Task<byte[]> ReadAsync(int count)
    {
        var bytes = new byte[count];
        var have = 0;
        while (have < count && (_start < _end || await FillAsync()))
        {
            var take = Math.Min(count - have, _end - _start);
            _buffer.AsSpan(_start, take).CopyTo(bytes.AsSpan(have));
            _start += take;
            have += take;
        }

        return bytes[..have];
    }

    /// <summary>That many bytes as text.</summary>
    public async Task<string> ReadTextAsync(int count) => Encoding.Latin1.GetString(await ReadAsync(count));

    /// <summary>Text up to and with the delimiter, or what there was before the end.</summary>
    public async Task<string> ReadThroughAsync(string delimiter)
    {
        ArgumentException.ThrowIfNullOrEmpty(delimiter);
        var text = new StringBuilder();
        while (_start < _end || await FillAsync())
        {
            text.Append((char)_buffer[_start++]);
            if (text.Length >= delimiter.Length && text[^1] == delimiter[^1] && text.ToString(text.Length - delimiter.Length, delimiter.Length) == delimiter)
                break;
        }

        return text.ToString();
    }

    /// <summary>All bytes up to the end, which is then in <see cref="End"/>.</summary>
    public async Task<string> ReadToEndAsync()
    {
        var text = new StringBuilder();
        for (var some = await ReadSomeAsync(); some.Length > 0; some = await ReadSomeAsync())
            text.Append(Encoding.Latin1.GetString(some.Span));
        return text.ToString();
    }

    /// <summary>Waits until the other side ends the connection; what comes before is dropped.</summary>
    public async Task<ConnectionEnd> WaitForEndAsync()
    {
        while ((await ReadSomeAsync()).Length > 0)
        {
        }

        return End;
    }

    /// <summary>Sends RST instead of FIN, unless it is closed already.</summary>
    public void Reset()
    {
        try
        {
            _socket.LingerState = new LingerOption(true, 0);
            _socket.Close();
        }
        catch (Exception error) when (error is ObjectDisposedException or SocketException)
        {
            // Closed already, by either side.
        }
    }

    /// <summary>Sends FIN and goes on reading.</summary>
    public void HalfClose() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Sends FIN, or RST when there is something that was not read, and reads no more.</summary>
    public void Close()
    {
        _stream.Dispose();
        _socket.Dispose();
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        Close();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>False when nothing comes any more. Waits for as long as the other side likes, for a connection may be idle.</summary>
    private protected Task<bool> WaitForMoreAsync() => _start < _end ? Task.FromResult(true) : FillAsync(Timeout.InfiniteTimeSpan);

    private Task<bool> FillAsync() => FillAsync(Patience.Limit);

    private async Task<bool> FillAsync(TimeSpan limit)
    {
        if (End != ConnectionEnd.Open)
            return false;
        _start = 0;
        _end = 0;
        if (_buffer.Length == 0)
            _buffer = new byte[BufferSize];
        try
        {
            _end = await _stream.ReadAsync(_buffer).AsTask().WaitAsync(limit);
            End = _end == 0 ? ConnectionEnd.Closed : ConnectionEnd.Open;
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException)
        {
            End = ConnectionEnd.Reset;
        }

        // Origins keep thousands of connections that are over.
        if (_end == 0)
            _buffer = [];
        Remember();
        return _end > 0;
    }

    private void Remember()
    {
        lock (_received)
        {
            if (_received.Length < 1024 * 1024)
                _received.Append(Encoding.Latin1.GetString(_buffer, 0, _end));
        }
    }
}
