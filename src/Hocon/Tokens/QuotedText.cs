using System.Globalization;
using System.Text;

namespace ActorProxy.Hocon.Tokens;

/// <summary>
/// Reads the inside of a quoted string that is more than plain characters: escapes (RFC 8259, section 7), or a mistake. The
/// string ends at the end of its line at the latest, so that a forgotten quote does not swallow what follows.
/// </summary>
internal sealed class QuotedText(SourceText source, ErrorList errors, HoconSpan opening, int start, int lineStart)
{
    private readonly StringBuilder _value = new();
    private readonly string _text = source.Text;

    /// <summary>Offset of the next character to read; after <see cref="Read"/> what follows the string.</summary>
    public int At { get; private set; } = start;

    public string Read()
    {
        while (true)
        {
            var run = _text.AsSpan(At).IndexOfAny(Characters.QuotedStops);
            var stop = run < 0 ? _text.Length : At + run;
            _value.Append(_text, At, stop - At);
            At = stop;
            if (stop == _text.Length || _text[stop] == '\n' || IsLineEnd(stop))
                return Unclosed();
            At++;
            if (_text[stop] == '"')
                return Checked();
            if (_text[stop] == '\\')
                ReadEscape(stop);
            else
                Report(stop, $"a raw control character cannot stand in quotes: write \\u{(int)_text[stop]:x4}"
                    + (_text[stop] == '\t' ? " or \\t" : ""));
        }
    }

    private bool IsLineEnd(int at) => _text[at] == '\r' && at + 1 < _text.Length && _text[at + 1] == '\n';

    private string Unclosed()
    {
        errors.Add(opening, "", "this quote is not closed on its line: put '\"' where the text ends, or use \"\"\" for text of several lines");
        return _value.ToString();
    }

    /// <summary>Escapes can spell half a surrogate pair, which no encoding can carry further.</summary>
    private string Checked()
    {
        var value = _value.ToString();
        if (!WellFormed.Is(value))
            errors.Add(opening, "", "a \\u escape in this text is half of a surrogate pair: write both halves, or the character itself");
        return value;
    }

    private void ReadEscape(int backslash)
    {
        var c = At < _text.Length ? _text[At] : '\n';
        if (c == '\n')
            return;
        At++;
        switch (c)
        {
            case '"' or '\\' or '/':
                _value.Append(c);
                break;
            case 'u':
                ReadUnicode(backslash);
                break;
            default:
                if ("bfnrt".IndexOf(c) is >= 0 and var known)
                    _value.Append("\b\f\n\r\t"[known]);
                else
                    Report(backslash, $"'\\{Excerpt.Of([c])}' is no escape: write '\\\\' for a backslash, or use \"\"\" where a backslash is one");
                break;
        }
    }

    private void ReadUnicode(int backslash)
    {
        if (At + 4 <= _text.Length
            && ushort.TryParse(_text.AsSpan(At, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
        {
            _value.Append((char)unit);
            At += 4;
            return;
        }

        Report(backslash, "'\\u' needs four hexadecimal digits, as in '\\u00e9'");
    }

    private void Report(int offset, string message) => errors.Add(opening with { Column = offset - lineStart + 1 }, "", message);
}
