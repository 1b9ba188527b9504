using ActorProxy.Hocon.Tokens;

namespace ActorProxy.Hocon.Syntax;

/// <summary>The token to look at next, and ways to get past some.</summary>
internal sealed class TokenCursor
{
    private readonly Lexer _lexer;
    private readonly SourceText _source;

    public TokenCursor(SourceText source, ErrorList errors)
    {
        _source = source;
        _lexer = new Lexer(source, errors);
        Current = _lexer.Next();
    }

    public Token Current { get; private set; }

    public TokenKind Kind => Current.Kind;

    /// <summary>The blanks before the current token as they were written.</summary>
    public string Blanks => _source.Text[Current.BlankStart..Current.Start];

    public Token Take()
    {
        var taken = Current;
        if (taken.Kind != TokenKind.EndOfText)
            Current = _lexer.Next();
        return taken;
    }

    public bool TakeIf(TokenKind kind)
    {
        if (Kind != kind)
            return false;
        Take();
        return true;
    }

    /// <summary>Skips line ends; whether there was one.</summary>
    public bool SkipNewLines()
    {
        var any = Kind == TokenKind.NewLine;
        while (Kind == TokenKind.NewLine)
            Take();
        return any;
    }

    /// <summary>
    /// After an error: skips to where the next element can begin, which is the next comma or line end outside of brackets that
    /// are opened on the way, or the bracket that closes what surrounds the error.
    /// </summary>
    public void SkipElement()
    {
        var open = 0;
        var substitution = false;
        while (Kind != TokenKind.EndOfText)
        {
            if (Kind is TokenKind.OpenBrace or TokenKind.OpenBracket)
                open++;
            else if (Kind == TokenKind.CloseBrace && substitution)
                substitution = false;
            else if (open == 0 && Kind is TokenKind.Comma or TokenKind.NewLine or TokenKind.CloseBrace or TokenKind.CloseBracket)
                return;
            else if (Kind is TokenKind.CloseBrace or TokenKind.CloseBracket)
                open--;

            substitution = Kind switch
            {
                TokenKind.OpenSubstitution => true,
                TokenKind.NewLine => false,
                _ => substitution,
            };
            Take();
        }
    }

    /// <summary>The word around the current token, up to the next blank, comma or bracket: what a user probably meant as one text.</summary>
    public string Word(int start)
    {
        var text = _source.Text;
        var end = Current.Start;
        while (end < text.Length && end - start < 100 && !char.IsWhiteSpace(text[end]) && !",{}[]\"#".Contains(text[end]))
            end++;
        return Excerpt.Of(text.AsSpan(start, Math.Max(end, start + 1) - start));
    }
}
