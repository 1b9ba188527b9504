using System.Globalization;
using ActorProxy.TestKit.Raw;

namespace ActorProxy.Cluster.Tests.Caching;

/// <summary>
/// An origin that varies by language, and can send the first half of a body and keep the rest: what it sends says which language was asked for.
/// </summary>
internal sealed class GatedOrigin : IDisposable
{
    private readonly ScriptedOrigin _origin;
    private readonly int _length;
    private int _halves;

    public GatedOrigin(int length)
    {
        _length = length;
        _origin = ScriptedOrigin.Start(ServeAsync);
    }

    /// <summary>As it stands in <c>backends</c>.</summary>
    public string Url => _origin.Url;

    /// <summary>Requests that came in so far.</summary>
    public int Requests => _origin.Requests.Count;

    /// <summary>Whether bodies have no length said before.</summary>
    public bool IsChunked { get; set; }

    /// <summary>Sends only half of the next so many bodies.</summary>
    public void Halve(int bodies) => Volatile.Write(ref _halves, bodies);

    /// <summary>The body that this language gets.</summary>
    public string BodyOf(string language) => string.Concat(Enumerable.Repeat($"{language}.", _length / (language.Length + 1)));

    public void Dispose() => _origin.Kill();

    private async Task ServeAsync(OriginConnection connection)
    {
        while (await connection.ReadRequestAsync() is { IsComplete: true } request)
            await AnswerAsync(connection, BodyOf(request.Field("Accept-Language") ?? "none"));
    }

    private async Task AnswerAsync(OriginConnection connection, string body)
    {
        var length = body.Length.ToString(CultureInfo.InvariantCulture);
        var head = $"HTTP/1.1 200 OK\r\nCache-Control: max-age=1000\r\nVary: Accept-Language\r\n{(IsChunked ? "Transfer-Encoding: chunked" : $"Content-Length: {length}")}\r\n\r\n";
        await connection.SendAsync(head + Piece(body[..(body.Length / 2)]));
        if (Interlocked.Decrement(ref _halves) >= 0)
            await connection.PauseAsync(Timeout.InfiniteTimeSpan);
        await connection.SendAsync(Piece(body[(body.Length / 2)..]) + (IsChunked ? "0\r\n\r\n" : ""));
    }

    private string Piece(string text) => IsChunked ? $"{text.Length:x}\r\n{text}\r\n" : text;
}
