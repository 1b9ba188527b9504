using System.Text;
using ActorProxy.Streams.Bodies;

namespace ActorProxy.Streams.Tests.Bodies;

/// <summary>What came out of a chunked decoder that was fed like a connection feeds it: what is not consumed is given again.</summary>
internal sealed record Decoding(DecodeStatus Status, string Data, string Trailers, int Left)
{
    public static Decoding Of(string wire) => Of(Encoding.Latin1.GetBytes(wire), left => left);

    /// <param name="wire">All bytes.</param>
    /// <param name="nextSize">From the number of bytes left to how many come next.</param>
    public static Decoding Of(ReadOnlySpan<byte> wire, Func<int, int> nextSize)
    {
        var decoder = new ChunkedDecoder();
        decoder.Reset();
        var data = new StringBuilder();
        var buffer = Array.Empty<byte>();
        while (true)
        {
            var body = decoder.Decode(buffer);
            data.Append(Encoding.Latin1.GetString(buffer, body.DataStart, body.DataLength));
            var trailers = Encoding.Latin1.GetString(buffer, body.TrailersStart, body.TrailersLength);
            buffer = buffer[body.Consumed..];
            if (body.Status is not DecodeStatus.More || (wire.IsEmpty && body.DataLength == 0))
                return new Decoding(body.Status, data.ToString(), trailers, buffer.Length + wire.Length);
            if (body.DataLength > 0)
                continue;

            var size = Math.Clamp(nextSize(wire.Length), 1, wire.Length);
            buffer = [.. buffer, .. wire[..size]];
            wire = wire[size..];
        }
    }
}
