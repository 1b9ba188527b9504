using ActorProxy.Streams.Bodies;

namespace ActorProxy.Host.Upstream;

/// <summary>
/// Reads response heads line by line as the bytes come (RFC 9112 sections 2 to 6), strictly: only CRLF ends a line, and
/// what one reader may understand in another way than the next is refused.
/// </summary>
internal sealed class ResponseHeadParser
{
    /// <summary>Bytes of a head at most.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>Fields of a head at most.</summary>
    public const int MaxFields = 200;

    // What reading a line returns in place of its length.
    private const int Incomplete = 0;
    private const int Malformed = -1;

    private readonly StatusLine _statusLine = new();
    private readonly List<RememberedLine> _remembered = [];
    private readonly MessageFraming _framing = new();
    private int _bytes;
    private int _line;

    /// <summary>The head that is being read; whole once <see cref="Parse"/> said Done.</summary>
    public ResponseHead Head { get; } = new();

    /// <summary>Begins another head.</summary>
    public void Start()
    {
        _bytes = 0;
        _line = 0;
        _framing.Clear();
        Head.Fields.Clear();
        Head.Trailers.Clear();
        Head.UpgradeProtocol = "";
    }

    /// <summary>Takes all whole lines that are there; the rest must be given again, with more behind it.</summary>
    public DecodeStatus Parse(ReadOnlySpan<byte> input, bool headRequest, out int consumed)
    {
        consumed = 0;
        while (true)
        {
            var rest = input[consumed..];
            var isEnd = _line > 0 && rest.StartsWith("\r\n"u8);
            var length = isEnd ? 2 : _line == 0 ? ReadStatusLine(rest) : ReadField(rest);
            if (length == Incomplete)
                return _bytes + rest.Length >= MaxBytes ? DecodeStatus.Invalid : DecodeStatus.More;

            _line++;
            _bytes += length;
            consumed += Math.Max(length, 0);
            if (length == Malformed || _bytes > MaxBytes)
                return DecodeStatus.Invalid;
            if (isEnd)
                return _framing.Decide(Head, headRequest) ? DecodeStatus.Done : DecodeStatus.Invalid;
        }
    }

    private int ReadStatusLine(ReadOnlySpan<byte> rest)
    {
        var length = LineLength(rest);
        if (length == Incomplete)
            return StatusLine.MayBegin(rest) ? Incomplete : Malformed;
        if (length == Malformed || !_statusLine.TryParse(rest[..(length - 2)]))
            return Malformed;

        Head.Status = _statusLine.Status;
        Head.Reason = _statusLine.Reason;
        Head.IsHttp10 = _statusLine.IsHttp10;
        return length;
    }

    private int ReadField(ReadOnlySpan<byte> rest)
    {
        if (_line > MaxFields)
            return rest.Length < 2 ? Incomplete : Malformed;
        if (_line > _remembered.Count)
            _remembered.Add(new RememberedLine());

        var remembered = _remembered[_line - 1];
        if (!remembered.Begins(rest))
        {
            var length = LineLength(rest);
            if (length <= 0)
                return length;
            if (!FieldLine.TryParse(rest[..(length - 2)], out var parsed))
                return Malformed;
            remembered.Set(rest[..length], parsed);
        }

        return Take(remembered) ? remembered.Length : Malformed;
    }

    private bool Take(RememberedLine line)
    {
        if (line.Kind is FieldKind.EndToEnd or FieldKind.Trailer)
            Head.Fields.Add(line.Field.Name, line.Field.Value);
        return line.Kind is FieldKind.EndToEnd || _framing.Take(line.Kind, line.Field.Value, Head);
    }

    private static int LineLength(ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)'\n');
        if (end < 0)
            return Incomplete;
        return end >= 1 && rest[end - 1] == '\r' ? end + 1 : Malformed;
    }
}
