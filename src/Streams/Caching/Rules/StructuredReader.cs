using System.Buffers;

namespace ActorProxy.Streams.Caching.Rules;

/// <summary>
/// Takes a structured field apart (RFC 9651 section 4.2) from front to back. What it takes is not decoded; false means that the
/// field breaks the syntax there.
/// </summary>
internal ref struct StructuredReader(ReadOnlySpan<char> text)
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string Digits = "0123456789";

    private static readonly SearchValues<char> OfKey = SearchValues.Create("abcdefghijklmnopqrstuvwxyz_-.*" + Digits);
    private static readonly SearchValues<char> OfNumber = SearchValues.Create(Digits);
    private static readonly SearchValues<char> OfToken = SearchValues.Create("!#$%&'*+-.^_`|~:/" + Letters + Digits);
    private static readonly SearchValues<char> OfBinary = SearchValues.Create("+/=" + Letters + Digits);

    private ReadOnlySpan<char> _rest = text;

    /// <summary>Whether nothing is left.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>Passes over spaces and tabs.</summary>
    public void SkipBlanks() => _rest = _rest.TrimStart(" \t");

    /// <summary>Takes one character if it is that one.</summary>
    public bool TryTake(char character)
    {
        if (_rest.IsEmpty || _rest[0] != character)
            return false;
        _rest = _rest[1..];
        return true;
    }

    /// <summary>Takes the key of a member or of a parameter.</summary>
    public bool TryTakeKey(out ReadOnlySpan<char> key)
    {
        key = Take(OfKey);
        return !key.IsEmpty && (key[0] == '*' || char.IsAsciiLetterLower(key[0]));
    }

    /// <summary>Takes an item or an inner list, without its parameters.</summary>
    public bool TryTakeValue(out ReadOnlySpan<char> value)
    {
        var before = _rest;
        var isTaken = TryTake('(') ? TrySkipInnerList() : TrySkipItem();
        value = before[..^_rest.Length];
        return isTaken;
    }

    /// <summary>Passes over parameters.</summary>
    public bool TrySkipParameters()
    {
        while (TryTake(';'))
        {
            _rest = _rest.TrimStart(' ');
            if (!TryTakeKey(out _) || (TryTake('=') && !TrySkipItem()))
                return false;
        }

        return true;
    }

    private bool TrySkipInnerList()
    {
        _rest = _rest.TrimStart(' ');
        while (!TryTake(')'))
        {
            if (!TrySkipItem() || !TrySkipParameters() || (_rest is not [' ', ..] and not [')', ..]))
                return false;
            _rest = _rest.TrimStart(' ');
        }

        return true;
    }

    private bool TrySkipItem() => _rest is [var first, ..] && first switch
    {
        '"' => TrySkipString(),
        ':' => TryTake(':') && Take(OfBinary).Length >= 0 && TryTake(':'),
        '?' => TryTake('?') && (TryTake('0') || TryTake('1')),
        '-' or (>= '0' and <= '9') => TrySkipNumber(),
        '*' => !Take(OfToken).IsEmpty,
        _ => char.IsAsciiLetter(first) && !Take(OfToken).IsEmpty,
    };

    private bool TrySkipNumber()
    {
        TryTake('-');
        if (Take(OfNumber).Length is 0 or > 15)
            return false;
        return !TryTake('.') || Take(OfNumber).Length is >= 1 and <= 3;
    }

    private bool TrySkipString()
    {
        for (var i = 1; i < _rest.Length; i++)
        {
            if (_rest[i] == '"')
            {
                _rest = _rest[(i + 1)..];
                return true;
            }

            if (_rest[i] is < ' ' or > '~' || (_rest[i] == '\\' && (++i == _rest.Length || _rest[i] is not ('"' or '\\'))))
                return false;
        }

        return false;
    }

    private ReadOnlySpan<char> Take(SearchValues<char> characters)
    {
        var end = _rest.IndexOfAnyExcept(characters);
        var taken = end < 0 ? _rest : _rest[..end];
        _rest = _rest[taken.Length..];
        return taken;
    }
}
