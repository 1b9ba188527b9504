using System.Text;
using ActorProxy.Host.Upstream;
using ActorProxy.Streams.Bodies;

namespace ActorProxy.Host.Tests.Upstream;

public sealed class ResponseHeadFuzzTests
{
    private static readonly string[] Seeds =
    [
        "HTTP/1.1 200 OK\r\nServer: nginx\r\nDate: Mon, 01 Jan 2024 00:00:00 GMT\r\nContent-Length: 5\r\nConnection: keep-alive\r\n\r\nhello",
        "HTTP/1.0 404 Not Found\r\nConnection: keep-alive, x-a\r\nX-A: 1\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X\r\nSet-Cookie: a=b; c\r\nSet-Cookie: d\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
    ];

    private static readonly byte[] Telling = "\r\n :,\t\0-+0159aXT\x7f\xff"u8.ToArray();

    [Fact]
    public void Head_Mutated_IsReadTheSameHoweverItIsSplitAndWhateverCameBefore()
    {
        var random = new Random(20240608);
        var used = new ResponseHeadParser();
        for (var round = 0; round < 20_000; round++)
        {
            var wire = Mutate(Encoding.Latin1.GetBytes(Seeds[random.Next(Seeds.Length)]), random);

            var whole = Read(new ResponseHeadParser(), wire, left => left);
            var split = Read(new ResponseHeadParser(), wire, left => random.Next(1, left + 1));
            var bytewise = Read(new ResponseHeadParser(), wire, _ => 1);
            var remembering = Read(used, wire, left => random.Next(1, left + 1));

            var message = $"{Encoding.Latin1.GetString(wire)}\n{whole}\n{split}\n{bytewise}\n{remembering}";
            Assert.True(whole == split && whole == bytewise && whole == remembering, message);
        }
    }

    private static string Read(ResponseHeadParser parser, byte[] wire, Func<int, int> nextSize)
    {
        parser.Start();
        var (position, end) = (0, 0);
        while (true)
        {
            var status = parser.Parse(wire.AsSpan(position..end), false, out var consumed);
            position += consumed;
            if (status is DecodeStatus.Done)
                return $"{position} {parser.Head.Describe()}";
            if (status is DecodeStatus.Invalid || end == wire.Length)
                return status.ToString();
            end += Math.Clamp(nextSize(wire.Length - end), 1, wire.Length - end);
        }
    }

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        for (var changes = random.Next(4); changes > 0; changes--)
        {
            var at = random.Next(bytes.Length);
            bytes = random.Next(4) switch
            {
                0 => [.. bytes[..at], .. bytes[(at + 1)..]],
                1 => [.. bytes[..at], Telling[random.Next(Telling.Length)], .. bytes[at..]],
                2 => [.. bytes[..at], .. bytes[random.Next(bytes.Length)..]],
                _ => [.. bytes[..at], Telling[random.Next(Telling.Length)], .. bytes[(at + 1)..]],
            };
            if (bytes.Length == 0)
                return bytes;
        }

        return bytes;
    }
}
