using System.Text;
using ActorProxy.Hocon.Tokens;

namespace ActorProxy.Hocon.Syntax;

/// <summary>Reads path expressions: HOCON.md, section "Path expressions".</summary>
internal sealed class KeyParser(TokenCursor cursor, ErrorList errors)
{
    private readonly List<KeyElement> _elements = [];
    private readonly StringBuilder _name = new();
    private HoconSpan _nameAt;
    private bool _hasName;

    /// <summary>The path at the cursor; null after an error. The cursor stands behind the last token that could belong to it.</summary>
    public KeyPath? Parse()
    {
        var first = cursor.Current;
        if (!first.IsString)
            return null;
        cursor.Take();
        if (!cursor.Current.IsString && (first.Kind == TokenKind.Quoted || !first.Text.Contains('.')))
            return new KeyPath([new KeyElement(first.Text, first.Span)]);

        _elements.Clear();
        _name.Clear();
        _hasName = false;
        var sound = Append(first);
        while (cursor.Current.IsString)
        {
            var blanks = cursor.Blanks;
            var token = cursor.Take();
            sound = sound && AppendBlanks(blanks, token) && Append(token);
        }

        sound = sound && Finish(first.Span);
        return sound ? new KeyPath([.. _elements]) : null;
    }

    private bool AppendBlanks(string blanks, Token next)
    {
        if (blanks.Length == 0)
            return true;
        if (!_hasName || (next.Kind == TokenKind.Unquoted && next.Text[0] == '.'))
            return Fail(next.Span, "there is a blank beside a dot of this key: remove it, or quote what belongs together");
        _name.Append(blanks);
        return true;
    }

    private bool Append(Token token)
    {
        if (token.Kind == TokenKind.Quoted)
        {
            Begin(token.Span);
            _name.Append(token.Text);
            return true;
        }

        var at = 0;
        foreach (var range in token.Text.AsSpan().Split('.'))
        {
            var span = token.Span with { Column = token.Span.Column + range.Start.Value };
            if (at++ > 0 && !Finish(span with { Column = span.Column - 1 }))
                return false;
            var part = token.Text.AsSpan(range);
            if (part.Length == 0)
                continue;
            Begin(span);
            _name.Append(part);
        }

        return true;
    }

    private void Begin(HoconSpan span)
    {
        if (!_hasName)
            _nameAt = span;
        _hasName = true;
    }

    private bool Finish(HoconSpan at)
    {
        if (!_hasName)
            return Fail(at, "a dot of this key has nothing on one side: remove the dot, or write \"\" for an empty name");
        _elements.Add(new KeyElement(_name.ToString(), _nameAt));
        _name.Clear();
        _hasName = false;
        return true;
    }

    private bool Fail(HoconSpan at, string message)
    {
        errors.Add(at, "", message);
        return false;
    }
}
