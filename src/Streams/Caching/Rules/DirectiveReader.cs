namespace ActorProxy.Streams.Caching.Rules;

/// <summary>
/// Goes through the directives of a Cache-Control list (RFC 9111 section 5.2): <c>name</c>, <c>name=token</c> or
/// <c>name="quoted string"</c>. What is none of these is passed over up to the next comma, and a comma within quotes separates nothing.
/// </summary>
public ref struct DirectiveReader(ReadOnlySpan<char> list)
{
    private ReadOnlySpan<char> _rest = list;

    /// <summary>As it was written; directive names ignore case.</summary>
    public ReadOnlySpan<char> Name { get; private set; }

    /// <summary>Without its quotes; empty without an argument.</summary>
    public ReadOnlySpan<char> Argument { get; private set; }

    /// <summary>Whether an equals sign came after the name.</summary>
    public bool HasArgument { get; private set; }

    /// <summary>False at the end.</summary>
    public bool Read()
    {
        while (!_rest.IsEmpty)
        {
            var element = TakeElement();
            var equals = element.IndexOf('=');
            HasArgument = equals >= 0;
            Name = HasArgument ? element[..equals] : element;
            Argument = HasArgument ? Unquoted(element[(equals + 1)..]) : default;
            if (Bodies.FieldSyntax.IsToken(Name))
                return true;
        }

        return false;
    }

    private ReadOnlySpan<char> TakeElement()
    {
        var end = EndOfElement(_rest);
        var element = _rest[..end].Trim(" \t");
        _rest = end < _rest.Length ? _rest[(end + 1)..] : default;
        return element;
    }

    private static int EndOfElement(ReadOnlySpan<char> text)
    {
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (quoted && text[i] == '\\')
                i++;
            else if (text[i] == '"')
                quoted = !quoted;
            else if (text[i] == ',' && !quoted)
                return i;
        }

        return text.Length;
    }

    private static ReadOnlySpan<char> Unquoted(ReadOnlySpan<char> value) =>
        value.Length >= 2 && value[0] == '"' && value[^1] == '"' ? value[1..^1] : value;
}
