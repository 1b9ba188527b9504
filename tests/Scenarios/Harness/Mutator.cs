using System.Text;

namespace ActorProxy.Scenarios.Harness;

/// <summary>Breaks valid messages at random, mostly where parsers break: the same seed, the same breakage.</summary>
internal sealed class Mutator(int seed)
{
    private static readonly string[] Splinters =
    [
        "\r", "\n", "\r\n", "\0", " ", "\t", ":", ",", ";", "+", "-", "0", "\u0080", "\u00ff", "\r\n ", "\r\n\r\n", "0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n", "Content-Length: 3\r\n", "Content-Length: 03\r\n", "transfer-encoding: Chunked\r\n", "Connection: close, TE\r\n",
        "Host: b\r\n", "Expect: 100-continue\r\n", "Upgrade: x\r\n", "HTTP/1.0", "fffffffff", "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n",
    ];

    private readonly Random _random = new(seed);

    public string Break(string message)
    {
        var text = new StringBuilder(message);
        for (var times = _random.Next(1, 4); times > 0; times--)
            Break(text);
        return text.ToString();
    }

    private void Break(StringBuilder text)
    {
        var at = _random.Next(text.Length);
        var length = Math.Min(_random.Next(1, 12), text.Length - at);
        switch (_random.Next(5))
        {
            case 0:
                text[at] = (char)_random.Next(256);
                break;
            case 1 when text.Length > length:
                text.Remove(at, length);
                break;
            case 2:
                text.Insert(_random.Next(text.Length), text.ToString(at, length));
                break;
            case 3:
                text.Insert(text.ToString().IndexOf('\n', StringComparison.Ordinal) + 1, Splinters[_random.Next(Splinters.Length)]);
                break;
            default:
                text.Insert(at, Splinters[_random.Next(Splinters.Length)]);
                break;
        }
    }
}
