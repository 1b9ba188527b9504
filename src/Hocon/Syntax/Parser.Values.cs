using System.Text;
using ActorProxy.Hocon.Tokens;

namespace ActorProxy.Hocon.Syntax;

/// <content>Values and their concatenation: HOCON.md, section "Value concatenation".</content>
internal sealed partial class Parser
{
    /// <summary>The value that begins at the cursor or, behind a separator, on one of the next lines.</summary>
    private SyntaxNode ParseValue(Token separator)
    {
        var lineEnded = separator.Kind != TokenKind.OpenBrace && _cursor.SkipNewLines();
        var start = _cursor.Current;
        SyntaxNode? first = null;
        List<SyntaxNode>? pieces = null;
        while (!EndsValue())
        {
            var blanks = first is null ? "" : _cursor.Blanks;
            if (ParsePiece() is not { } piece)
                return FailForbidden(separator, start, lineEnded);
            if (piece is BrokenNode)
                return piece;
            if (blanks.Length > 0)
                (pieces ??= [first!]).Add(new BlankNode(piece.Span, blanks));
            if (first is not null)
                (pieces ??= [first]).Add(piece);
            first ??= piece;
        }

        if (first is null)
            FailNoValue(separator);
        return pieces is not null ? Join(pieces) : first ?? new BrokenNode(start.Span);
    }

    private bool EndsValue() => _cursor.Kind is TokenKind.NewLine or TokenKind.Comma or TokenKind.CloseBrace or TokenKind.CloseBracket
        or TokenKind.EndOfText;

    private SyntaxNode? ParsePiece() => _cursor.Kind switch
    {
        TokenKind.Unquoted => ParseUnquoted(),
        TokenKind.Quoted => ParseQuoted(),
        TokenKind.OpenSubstitution => ParseSubstitution(),
        TokenKind.OpenBrace or TokenKind.OpenBracket => ParseNested(),
        _ => null,
    };

    private SyntaxNode ParseNested()
    {
        var open = _cursor.Current;
        if (!EnterBracket())
            return new BrokenNode(open.Span);
        SyntaxNode node = open.Kind == TokenKind.OpenBrace ? ParseObject() : ParseList();
        _depth--;
        return node;
    }

    private ScalarNode ParseUnquoted()
    {
        var token = _cursor.Take();
        if (token.Text[^1] == ';' && EndsValue())
        {
            var end = token.Span with { Column = token.Span.Column + token.Text.Length - 1 };
            Fail(end, "no ';' ends a value here: remove it, or quote the text that it belongs to");
        }

        return new ScalarNode(new HoconScalar(token.Span, HoconScalar.KindOf(token.Text), token.Text));
    }

    private ScalarNode ParseQuoted()
    {
        var token = _cursor.Take();
        return new ScalarNode(new HoconScalar(token.Span, HoconScalarKind.Text, token.Text));
    }

    private ListNode ParseList()
    {
        var open = _cursor.Take();
        var items = new List<SyntaxNode>();
        _openBrackets++;
        for (var first = true; ; first = false)
        {
            SkipSeparators(first);
            if (EndsElements(TokenKind.CloseBracket))
                break;
            items.Add(ParseValue(_cursor.Current));
        }

        _openBrackets--;
        TakeClosing(open, TokenKind.CloseBracket);
        return new ListNode(open.Span, items);
    }

    private SyntaxNode ParseSubstitution()
    {
        var open = _cursor.Take();
        Substitutions++;
        var path = _keys.Parse();
        if (path is not null && _cursor.TakeIf(TokenKind.CloseBrace))
            return new SubstitutionNode(open.Span, path, open.Text == "?");

        Fail(open.Span, _cursor.Kind switch
        {
            TokenKind.CloseBrace => "the path of this substitution cannot be read: write ${name.of.a.key}",
            TokenKind.Colon => "a substitution has no default inside: write the default first and 'key = ${?NAME}' on the line below",
            _ => $"this substitution is not closed: put '}}' before {_cursor.Current.Description}",
        });
        if (!_cursor.TakeIf(TokenKind.CloseBrace))
            SkipSubstitution();
        _cursor.SkipElement();
        return new BrokenNode(open.Span);
    }

    private void SkipSubstitution()
    {
        while (_cursor.Kind is not (TokenKind.CloseBrace or TokenKind.NewLine or TokenKind.EndOfText))
            _cursor.Take();
        _cursor.TakeIf(TokenKind.CloseBrace);
    }

    private static SyntaxNode Join(List<SyntaxNode> pieces)
    {
        if (!pieces.TrueForAll(static piece => piece is ScalarNode or BlankNode))
            return new JoinNode(pieces[0].Span, pieces);
        var text = new StringBuilder();
        foreach (var piece in pieces)
            text.Append(piece is ScalarNode scalar ? scalar.Value.Text : ((BlankNode)piece).Text);
        return new ScalarNode(new HoconScalar(pieces[0].Span, HoconScalarKind.Text, text.ToString()));
    }

    private void FailNoValue(Token separator) =>
        Fail(separator.Span, "there is no value here: write one, \"\" for empty text, or null for none; text that begins with // must be quoted");

    private BrokenNode FailForbidden(Token separator, Token start, bool lineEnded)
    {
        var token = _cursor.Current;
        var isSeparator = token.Kind is TokenKind.Equals or TokenKind.Colon or TokenKind.PlusEquals;
        if (isSeparator && lineEnded)
            FailNoValue(separator);
        else if (token is { Kind: TokenKind.Colon, FollowsBlank: false } && start.Kind == TokenKind.Unquoted)
            Fail(token.Span, $"':' cannot stand in unquoted text: write \"{_cursor.Word(start.Start)}\"");
        else if (isSeparator)
            Fail(token.Span, $"{token.Description} cannot stand in unquoted text: quote the text, or put a comma or new line before the next key");
        else if (token.Text == "$")
            Fail(token.Span, "'$' cannot stand in unquoted text: quote the text, or write ${key} to insert another value");
        else
            Fail(token.Span, $"{token.Description} cannot stand in unquoted text: put the text in quotes");
        _cursor.SkipElement();
        return new BrokenNode(start.Span);
    }
}
