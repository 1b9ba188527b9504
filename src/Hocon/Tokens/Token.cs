namespace ActorProxy.Hocon.Tokens;

/// <param name="Kind">What it is.</param>
/// <param name="Text">What it says, where that is not clear from the kind.</param>
/// <param name="Span">Where it starts.</param>
/// <param name="Start">Offset of its first character.</param>
/// <param name="BlankStart">Offset where the blanks before it begin; equal to <paramref name="Start"/> when there are none.</param>
internal readonly record struct Token(TokenKind Kind, string Text, HoconSpan Span, int Start, int BlankStart)
{
    public bool FollowsBlank => Start > BlankStart;

    public bool IsString => Kind is TokenKind.Unquoted or TokenKind.Quoted;

    public bool IsUnquoted(string text) => Kind == TokenKind.Unquoted && Text == text;

    /// <summary>The token in words for an error message.</summary>
    public string Description => Kind switch
    {
        TokenKind.EndOfText => "the end of the file",
        TokenKind.NewLine => "the end of the line",
        TokenKind.Comma => "','",
        TokenKind.Equals => "'='",
        TokenKind.Colon => "':'",
        TokenKind.PlusEquals => "'+='",
        TokenKind.OpenBrace => "'{'",
        TokenKind.CloseBrace => "'}'",
        TokenKind.OpenBracket => "'['",
        TokenKind.CloseBracket => "']'",
        TokenKind.OpenSubstitution => "'${'",
        TokenKind.Quoted => $"\"{Excerpt.Of(Text)}\"",
        _ => $"'{Excerpt.Of(Text)}'",
    };
}
