using System.Globalization;
using System.IO.Compression;
using System.Text;
using ActorProxy.Streams.Compression;

namespace ActorProxy.Scenarios.Harness;

/// <summary>Bodies in a content coding, as the text that they have in a <see cref="RawMessage"/>.</summary>
internal static class Encoded
{
    /// <summary>Switches compression on for every route.</summary>
    public const string On = "defaults.route.compression = on";

    /// <summary>A page of that many bytes, not all alike.</summary>
    public static string Page(int length)
    {
        var page = new StringBuilder("<!doctype html>\n");
        for (var row = 0; page.Length < length; row++)
            page.Append(CultureInfo.InvariantCulture, $"<p>row {row} of the page, {row * 7919 % 1000}</p>\n");
        return page.ToString(0, length);
    }

    /// <summary>A response with a Content-Length.</summary>
    public static string Response(string body, string fields = "Content-Type: text/html\r\n", int status = 200) =>
        $"HTTP/1.1 {status} X\r\n{fields}Content-Length: {body.Length}\r\n\r\n{body}";

    public static string Get(string acceptEncoding, string more = "") =>
        $"GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: {acceptEncoding}\r\n{more}\r\n";

    /// <summary>The page that a response carries, whatever its coding; fails when it is not whole.</summary>
    public static string Text(this RawMessage response)
    {
        Assert.True(response.IsComplete, response.Head);
        return response.Field("Content-Encoding") is { } coding ? Decode(coding, response.Body, mustEnd: true) : response.Body;
    }

    /// <summary>What can be read of the body so far.</summary>
    public static string Decode(string coding, string body, bool mustEnd = false)
    {
        Assert.True(ContentCodings.TryParse(coding, out var parsed));
        using var decoder = ContentDecoders.Create(parsed, new DecodeBounds(long.MaxValue, int.MaxValue));
        var (input, room, text) = (Encoding.Latin1.GetBytes(body).AsMemory(), new byte[64 * 1024], new StringBuilder());
        while (true)
        {
            Assert.Equal(DecodeOutcome.More, decoder.Decode(input, room, out var consumed, out var written));
            text.Append(Encoding.Latin1.GetString(room, 0, written));
            input = input[consumed..];
            if (written == 0)
                break;
        }

        if (mustEnd)
            Assert.Equal(DecodeOutcome.Complete, decoder.End());
        return text.ToString();
    }

    /// <summary>gzip as clients send it.</summary>
    public static byte[] Gzip(byte[] body)
    {
        var output = new MemoryStream();
        using (var stream = new GZipStream(output, CompressionLevel.Optimal))
            stream.Write(body);
        return output.ToArray();
    }

    /// <summary>Waits until no stage runs and no buffer of a stream is rented.</summary>
    public static Task NothingIsLeftAsync(this ProxyUnderTest proxy)
    {
        var flows = proxy.Node.Supervision.Flows;
        return Patience.UntilAsync(() => flows.Running.Count == 0 && flows.Buffers.Outstanding == 0);
    }
}
