namespace ActorProxy.Hocon.Tokens;

/// <summary>Cuts a text into tokens, one at a time and in one pass. Blanks and comments are dropped, line ends are kept.</summary>
internal sealed class Lexer(SourceText source, ErrorList errors)
{
    private readonly string?[] _recent = new string?[1024];
    private readonly string _text = source.Text;
    private int _at;
    private int _line = 1;
    private int _lineStart;

    public Token Next()
    {
        var blank = _at;
        SkipBlanksAndComment();
        var start = _at;
        var span = SpanAt(start);
        var (kind, text) = Read(span);
        return new Token(kind, text, span, start, blank);
    }

    private HoconSpan SpanAt(int offset) => new(source.Name, _line, offset - _lineStart + 1);

    private char Peek(int ahead = 0) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';

    private void SkipBlanksAndComment()
    {
        while (_at < _text.Length && Characters.IsBlank(_text[_at]))
            _at++;
        if (Peek() == '#' || (Peek() == '/' && Peek(1) == '/'))
        {
            var end = _text.IndexOf('\n', _at);
            _at = end < 0 ? _text.Length : end;
        }
    }

    private (TokenKind Kind, string Text) Read(HoconSpan span)
    {
        if (_at == _text.Length)
            return (TokenKind.EndOfText, "");
        switch (_text[_at])
        {
            case '\n':
                _at++;
                StartLine();
                return (TokenKind.NewLine, "");
            case '"':
                return (TokenKind.Quoted, ReadQuoted(span));
            case '$' when Peek(1) == '{':
                return ReadOpenSubstitution();
            case '+' when Peek(1) == '=':
                _at += 2;
                return (TokenKind.PlusEquals, "");
            default:
                return ReadPunctuation() ?? ReadUnquoted();
        }
    }

    private (TokenKind Kind, string Text)? ReadPunctuation()
    {
        TokenKind? kind = _text[_at] switch
        {
            ',' => TokenKind.Comma,
            '=' => TokenKind.Equals,
            ':' => TokenKind.Colon,
            '{' => TokenKind.OpenBrace,
            '}' => TokenKind.CloseBrace,
            '[' => TokenKind.OpenBracket,
            ']' => TokenKind.CloseBracket,
            _ => null,
        };
        if (kind is not { } known)
            return null;
        _at++;
        return (known, "");
    }

    private (TokenKind Kind, string Text) ReadOpenSubstitution()
    {
        _at += 2;
        if (Peek() != '?')
            return (TokenKind.OpenSubstitution, "");
        _at++;
        return (TokenKind.OpenSubstitution, "?");
    }

    private (TokenKind Kind, string Text) ReadUnquoted()
    {
        var start = _at;
        while (_at < _text.Length)
        {
            var run = _text.AsSpan(_at).IndexOfAny(Characters.UnquotedStops);
            _at = run < 0 ? _text.Length : _at + run;
            if (!(Peek() == '/' && Peek(1) != '/') && !IsExponentSign(start))
                break;
            _at++;
        }

        if (_at == start)
            return (TokenKind.Forbidden, _text[_at++].ToString());
        return (TokenKind.Unquoted, Pooled(_text.AsSpan(start.._at)));
    }

    /// <summary>The plus of <c>1e+5</c>, the one place where it may stand outside quotes.</summary>
    private bool IsExponentSign(int start) =>
        Peek() == '+' && char.IsAsciiDigit(Peek(1)) && _at - start >= 2 && _text[_at - 1] is 'e' or 'E'
        && !_text.AsSpan(start..(_at - 1)).ContainsAnyExcept(Characters.Mantissa);

    private string ReadQuoted(HoconSpan span)
    {
        if (_text.AsSpan(_at).StartsWith("\"\"\""))
            return ReadTripleQuoted(span);
        _at++;
        var end = _text.AsSpan(_at).IndexOfAny(Characters.QuotedStops);
        if (end >= 0 && _text[_at + end] == '"')
        {
            var plain = Pooled(_text.AsSpan(_at, end));
            _at += end + 1;
            return plain;
        }

        var reader = new QuotedText(source, errors, span, _at, _lineStart);
        var text = reader.Read();
        _at = reader.At;
        return text;
    }

    private string ReadTripleQuoted(HoconSpan span)
    {
        var start = _at + 3;
        var end = _text.IndexOf("\"\"\"", start, StringComparison.Ordinal);
        if (end < 0)
        {
            errors.Add(span, "", "this \"\"\" is not closed: put \"\"\" where the text ends");
            end = _text.Length;
        }

        for (var at = _text.IndexOf('\n', start, end - start); at >= 0; at = _text.IndexOf('\n', at + 1, end - at - 1))
        {
            _at = at + 1;
            StartLine();
        }

        // Quotes beyond the third belong to the text: HOCON.md, section "Multi-line strings".
        while (end + 3 < _text.Length && _text[end + 3] == '"')
            end++;
        _at = Math.Min(end + 3, _text.Length);
        return _text[start..end];
    }

    private void StartLine()
    {
        _line++;
        _lineStart = _at;
    }

    /// <summary>The same short text is the same string object: a configuration repeats its keys.</summary>
    private string Pooled(ReadOnlySpan<char> text)
    {
        if (text.Length > 32)
            return text.ToString();
        ref var recent = ref _recent[string.GetHashCode(text) & (_recent.Length - 1)];
        if (recent is null || !text.SequenceEqual(recent))
            recent = text.ToString();
        return recent;
    }
}
