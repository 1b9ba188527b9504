using System.Globalization;
using System.Text;

namespace ActorProxy.TestKit.Raw;

/// <summary>One HTTP/1 message as it came off the wire, in a form that hides nothing.</summary>
/// <param name="Head">The bytes up to and with the empty line.</param>
/// <param name="Body">Decoded.</param>
/// <param name="RawBody">As it was framed, without the trailers.</param>
/// <param name="Trailers">Field lines after the last chunk.</param>
/// <param name="IsComplete">False when the connection ended before the message did.</param>
public sealed record RawMessage(string Head, string Body, string RawBody, IReadOnlyList<(string Name, string Value)> Trailers, bool IsComplete)
{
    /// <summary>The first line, without its end.</summary>
    public string StartLine { get; } = Head.Split("\r\n")[0];

    /// <summary>In order, names as they were written.</summary>
    public IReadOnlyList<(string Name, string Value)> Fields { get; } = Parse(Head.Split("\r\n").Skip(1));

    /// <summary>Of a response.</summary>
    public int Status => int.Parse(StartLine.Split(' ')[1], CultureInfo.InvariantCulture);

    /// <summary>Of a request.</summary>
    public string Method => StartLine.Split(' ')[0];

    /// <summary>What a request asks for, as it was written.</summary>
    public string Target => StartLine.Split(' ')[1];

    /// <summary>The value of a field that is there once, or null; more than one line fails the test.</summary>
    public string? Field(string name)
    {
        var values = Values(name);
        Assert.True(values.Length <= 1, $"{name} is there {values.Length} times:\n{Head}");
        return values.SingleOrDefault();
    }

    /// <summary>The value of each line of a field.</summary>
    public string[] Values(string name) => [.. from field in Fields where Same(field.Name, name) select field.Value];

    /// <summary>For failures: all of it, and whether it was cut off.</summary>
    public override string ToString() => $"{Head}{Body}{(IsComplete ? "" : "[cut off]")}";

    /// <summary>Reads one message; null when the connection ended before its first byte.</summary>
    /// <param name="connection">Where it comes from; what follows it can be read from there.</param>
    /// <param name="answersHead">Whether it is the response to a HEAD, which has no body.</param>
    public static async Task<RawMessage?> ReadAsync(RawConnection connection, bool answersHead = false)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var head = await connection.ReadThroughAsync("\r\n\r\n");
        if (head.Length == 0)
            return null;
        var bare = new RawMessage(head, "", "", [], head.EndsWith("\r\n\r\n", StringComparison.Ordinal));
        var isResponse = head.StartsWith("HTTP/", StringComparison.Ordinal);
        if (!bare.IsComplete || (isResponse && (answersHead || bare.Status is < 200 or 204 or 304)))
            return bare;
        if (bare.Values("Transfer-Encoding") is [.., "chunked"])
            return await ReadChunkedAsync(connection, bare);
        if (bare.Field("Content-Length") is { } length)
            return await ReadCountedAsync(connection, bare, int.Parse(length, CultureInfo.InvariantCulture));
        return isResponse ? bare with { Body = await connection.ReadToEndAsync(), IsComplete = connection.End == ConnectionEnd.Closed } : bare;
    }

    private static IReadOnlyList<(string Name, string Value)> Parse(IEnumerable<string> lines) =>
        [.. from line in lines where line.Contains(':') let at = line.IndexOf(':') select (line[..at], line[(at + 1)..].Trim(' ', '\t'))];

    private static async Task<RawMessage> ReadCountedAsync(RawConnection connection, RawMessage bare, int length)
    {
        var body = await connection.ReadTextAsync(length);
        return bare with { Body = body, RawBody = body, IsComplete = body.Length == length };
    }

    private static async Task<RawMessage> ReadChunkedAsync(RawConnection connection, RawMessage bare)
    {
        var (body, raw) = (new StringBuilder(), new StringBuilder());
        while (true)
        {
            var line = await connection.ReadThroughAsync("\r\n");
            raw.Append(line);
            if (!int.TryParse(line.Split(';', '\r')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var size) || !line.EndsWith('\n'))
                return bare with { Body = body.ToString(), RawBody = raw.ToString(), IsComplete = false };
            if (size == 0)
                break;
            var chunk = await connection.ReadTextAsync(size + 2);
            raw.Append(chunk);
            body.Append(chunk.AsSpan(0, Math.Min(chunk.Length, size)));
        }

        var trailers = new List<string>();
        for (var line = await connection.ReadThroughAsync("\r\n"); line is not ("\r\n" or ""); line = await connection.ReadThroughAsync("\r\n"))
            trailers.Add(line.TrimEnd());
        return bare with { Body = body.ToString(), RawBody = raw.ToString(), Trailers = Parse(trailers), IsComplete = connection.End == ConnectionEnd.Open };
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
