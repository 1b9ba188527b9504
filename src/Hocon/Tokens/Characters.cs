using System.Buffers;

namespace ActorProxy.Hocon.Tokens;

/// <summary>The character classes of HOCON.md, sections "Whitespace" and "Unquoted strings".</summary>
internal static class Characters
{
    // A newline is a token of its own; a carriage return is a mere blank, which is what makes CRLF work. U+FEFF is a byte order mark.
    private const string Blanks =
        " \t\v\f\r\u001C\u001D\u001E\u001F\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A"
        + "\u2028\u2029\u202F\u205F\u3000\uFEFF";

    private const string Forbidden = "$\"{}[]:=,+#`^?!@*&\\";

    private const string Controls =
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u007F";

    private static readonly SearchValues<char> BlankSet = SearchValues.Create(Blanks);

    /// <summary>Where unquoted text may end; a slash ends it only when a second one follows.</summary>
    public static readonly SearchValues<char> UnquotedStops = SearchValues.Create(Blanks + Forbidden + Controls + "\n/");

    /// <summary>Where the plain run inside a quoted string ends.</summary>
    public static readonly SearchValues<char> QuotedStops =
        SearchValues.Create("\"\\\n\r\t\v\f\u001C\u001D\u001E\u001F" + Controls.Replace("\u007F", "", StringComparison.Ordinal));

    /// <summary>What a number has before its exponent.</summary>
    public static readonly SearchValues<char> Mantissa = SearchValues.Create("-.0123456789");

    public static bool IsBlank(char c) => BlankSet.Contains(c);
}
