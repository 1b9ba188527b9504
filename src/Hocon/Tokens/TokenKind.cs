namespace ActorProxy.Hocon.Tokens;

internal enum TokenKind
{
    EndOfText,
    NewLine,
    Comma,
    Equals,
    Colon,
    PlusEquals,
    OpenBrace,
    CloseBrace,
    OpenBracket,
    CloseBracket,

    /// <summary><c>${</c> or <c>${?</c>; the text is empty or a question mark.</summary>
    OpenSubstitution,

    /// <summary>Text up to a blank or a character with a meaning.</summary>
    Unquoted,

    /// <summary>A string; the text is what it means.</summary>
    Quoted,

    /// <summary>A character that must not stand outside quotes; the text is that character.</summary>
    Forbidden,
}
