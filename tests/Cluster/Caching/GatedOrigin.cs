using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ActorProxy.Cluster.Tests.Caching;

/// <summary>
/// An origin that varies by language, and can send the first half of a body and keep the rest: what it sends says which language was asked for.
/// </summary>
internal sealed class GatedOrigin : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TaskCompletionSource _gate = new();
    private readonly int _length;
    private int _halves;
    private int _requests;

    public GatedOrigin(int length)
    {
        _length = length;
        _listener.Start();
        Url = $"http://{_listener.LocalEndpoint}";
        _ = AcceptAsync();
    }

    /// <summary>As it stands in <c>backends</c>.</summary>
    public string Url { get; }

    /// <summary>Requests that came in so far.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Whether bodies have no length said before.</summary>
    public bool IsChunked { get; set; }

    /// <summary>Sends only half of the next so many bodies.</summary>
    public void Halve(int bodies) => Volatile.Write(ref _halves, bodies);

    /// <summary>The body that this language gets.</summary>
    public string BodyOf(string language) => string.Concat(Enumerable.Repeat($"{language}.", _length / (language.Length + 1)));

    public void Dispose()
    {
        _gate.TrySetResult();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Nobody listens any more.
        }
    }

    private async Task ServeAsync(TcpClient connection)
    {
        using var kept = connection;
        try
        {
            await using var stream = connection.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
            while (await ReadLanguageAsync(reader) is { } language)
                await AnswerAsync(stream, language);
        }
        catch (IOException)
        {
            // Whoever asked is gone.
        }
    }

    private async Task AnswerAsync(NetworkStream stream, string language)
    {
        Interlocked.Increment(ref _requests);
        var body = BodyOf(language);
        var length = body.Length.ToString(CultureInfo.InvariantCulture);
        var head = $"HTTP/1.1 200 OK\r\nCache-Control: max-age=1000\r\nVary: Accept-Language\r\n{(IsChunked ? "Transfer-Encoding: chunked" : $"Content-Length: {length}")}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head + Piece(body[..(body.Length / 2)])));
        if (Interlocked.Decrement(ref _halves) >= 0)
            await _gate.Task;
        await stream.WriteAsync(Encoding.ASCII.GetBytes(Piece(body[(body.Length / 2)..]) + (IsChunked ? "0\r\n\r\n" : "")));
    }

    private string Piece(string text) => IsChunked ? $"{text.Length:x}\r\n{text}\r\n" : text;

    // Null when there is no other request.
    private static async Task<string?> ReadLanguageAsync(StreamReader reader)
    {
        const string field = "accept-language:";
        if (await reader.ReadLineAsync() is null)
            return null;
        var language = "none";
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
        {
            if (line.StartsWith(field, StringComparison.OrdinalIgnoreCase))
                language = line[field.Length..].Trim();
        }

        return language;
    }
}
