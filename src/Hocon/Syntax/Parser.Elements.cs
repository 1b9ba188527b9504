using ActorProxy.Hocon.Tokens;

namespace ActorProxy.Hocon.Syntax;

/// <content>What objects and lists have in common: separators, closing brackets, and getting over mistakes with them.</content>
internal sealed partial class Parser
{
    /// <summary>Skips line ends and at most one comma, and none before the first element.</summary>
    private void SkipSeparators(bool first)
    {
        _cursor.SkipNewLines();
        for (var commas = 0; _cursor.Kind == TokenKind.Comma; commas++)
        {
            if (first || commas > 0)
                Fail(_cursor.Current.Span, "there is nothing before this comma: remove it");
            _cursor.Take();
            _cursor.SkipNewLines();
        }
    }

    /// <summary>
    /// Whether the elements end here. A closing bracket that fits nothing is an error and skipped; one that fits something further
    /// out ends the elements, and <see cref="TakeClosing"/> says what is missing.
    /// </summary>
    private bool EndsElements(TokenKind close)
    {
        while (_cursor.Kind is TokenKind.CloseBrace or TokenKind.CloseBracket)
        {
            if (_cursor.Kind == close || (_cursor.Kind == TokenKind.CloseBrace ? _openBraces : _openBrackets) > 0)
                return true;
            Fail(_cursor.Current.Span, $"{_cursor.Current.Description} closes nothing: remove it, or open what it should close");
            _cursor.Take();
            SkipSeparators(first: false);
        }

        return _cursor.Kind == TokenKind.EndOfText;
    }

    private void TakeClosing(Token open, TokenKind close)
    {
        if (_cursor.TakeIf(close))
            return;
        var missing = close == TokenKind.CloseBrace ? '}' : ']';
        if (_cursor.Kind != TokenKind.EndOfText)
        {
            Fail(open.Span, $"{open.Description} is not closed: put '{missing}' before {_cursor.Current.Description} at {_cursor.Current.Span}");
        }
        else if (!_endReported)
        {
            // One missing bracket leaves everything around it open, too.
            _endReported = true;
            Fail(open.Span, $"{open.Description} is not closed: put '{missing}' where it ends; the file ends without it");
        }
    }

    /// <summary>Whether another bracket may be opened; if not, everything up to its closing one is skipped.</summary>
    private bool EnterBracket()
    {
        if (_depth < _maxDepth)
        {
            _depth++;
            return true;
        }

        FailDepth(_cursor.Current.Span);
        _cursor.SkipElement();
        return false;
    }

    private void FailDepth(HoconSpan at) => Fail(at, $"this is nested more than {_maxDepth} deep: make it flatter");
}
