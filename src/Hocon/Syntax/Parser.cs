using ActorProxy.Hocon.Tokens;

namespace ActorProxy.Hocon.Syntax;

/// <summary>
/// Reads one text into a tree by HOCON.md, without looking at any other. After an error it goes on with the next element, so that
/// one pass finds most of what is wrong. Stricter than the specification in one point: unquoted text that ends in a semicolon is
/// an error, since whoever writes that means the end of a statement.
/// </summary>
internal sealed partial class Parser
{
    private readonly TokenCursor _cursor;
    private readonly ErrorList _errors;
    private readonly KeyParser _keys;
    private readonly int _maxDepth;
    private readonly Stack<KeyPath> _path = new();
    private int _depth;
    private int _openBraces;
    private int _openBrackets;
    private bool _endReported;

    private Parser(SourceText source, int maxDepth, ErrorList errors)
    {
        _cursor = new TokenCursor(source, errors);
        _keys = new KeyParser(_cursor, errors);
        _errors = errors;
        _maxDepth = maxDepth;
    }

    /// <summary>How many substitutions the text has.</summary>
    public int Substitutions { get; private set; }

    public static ObjectNode Parse(SourceText source, int maxDepth, ErrorList errors, out int substitutions)
    {
        var parser = new Parser(source, maxDepth, errors);
        var root = parser.ParseRoot(new HoconSpan(source.Name, 1, 1));
        substitutions = parser.Substitutions;
        return root;
    }

    private ObjectNode ParseRoot(HoconSpan start)
    {
        _cursor.SkipNewLines();
        var members = new List<MemberNode>();
        if (_cursor.Kind == TokenKind.OpenBracket)
        {
            Fail(_cursor.Current.Span, "the top of a file must be an object: write 'key = [' instead of '['");
            _cursor.SkipElement();
        }
        else if (_cursor.Kind == TokenKind.OpenBrace)
        {
            members = ParseBracedMembers();
            _cursor.SkipNewLines();
            if (_cursor.Kind is not (TokenKind.EndOfText or TokenKind.CloseBrace))
                Fail(_cursor.Current.Span, "the '}' before this closed the object that the file began with: remove one of the two");
        }

        // Also reached behind a closed root, to find the errors in what follows.
        ParseMembers(members, TokenKind.EndOfText);
        return new ObjectNode(start, members);
    }

    private ObjectNode ParseObject() => new(_cursor.Current.Span, ParseBracedMembers());

    private List<MemberNode> ParseBracedMembers()
    {
        var open = _cursor.Take();
        var members = new List<MemberNode>();
        _openBraces++;
        ParseMembers(members, TokenKind.CloseBrace);
        _openBraces--;
        TakeClosing(open, TokenKind.CloseBrace);
        return members;
    }

    private void ParseMembers(List<MemberNode> members, TokenKind close)
    {
        for (var first = true; ; first = false)
        {
            SkipSeparators(first);
            if (EndsElements(close))
                return;
            if (ParseMember() is { } member)
                members.Add(member);
        }
    }

    private MemberNode? ParseMember()
    {
        if (_cursor.Current.IsUnquoted("include"))
            return ParseInclude();
        var start = _cursor.Current;
        if (_keys.Parse() is not { } key)
        {
            if (!start.IsString)
                Fail(start.Span, NotAKey(start));
            _cursor.SkipElement();
            return null;
        }

        if (_depth + key.Count - 1 > _maxDepth)
        {
            FailDepth(key.Span);
            _cursor.SkipElement();
            return null;
        }

        _path.Push(key);
        _depth += key.Count - 1;
        var field = ParseField(key);
        _depth -= key.Count - 1;
        _path.Pop();
        return field;
    }

    private FieldNode? ParseField(KeyPath key)
    {
        var lineEnded = _cursor.SkipNewLines();
        var separator = _cursor.Current;
        switch (separator.Kind)
        {
            case TokenKind.OpenBrace:
                return new FieldNode(key, ParseValue(separator), Appends: false);
            case TokenKind.Equals or TokenKind.Colon or TokenKind.PlusEquals:
                _cursor.Take();
                return new FieldNode(key, ParseValue(separator), separator.Kind == TokenKind.PlusEquals);
        }

        if (lineEnded || separator.Kind is TokenKind.Comma or TokenKind.CloseBrace or TokenKind.CloseBracket or TokenKind.EndOfText)
        {
            Fail(key.Span, $"'{key}' has no value: write '{key} = ...'");
            return null;
        }

        Fail(separator.Span, separator.Kind switch
        {
            TokenKind.OpenBracket or TokenKind.OpenSubstitution => $"put '=' between '{key}' and {separator.Description}",
            _ => $"{separator.Description} cannot stand in a key outside of quotes: write the key as \"...\", or put '=' before its value",
        });
        _cursor.SkipElement();
        return null;
    }

    private static string NotAKey(Token token) => token.Kind switch
    {
        TokenKind.OpenBrace or TokenKind.OpenBracket => $"a key must come before {token.Description}: write 'key = {token.Description[1]}'",
        TokenKind.OpenSubstitution => "a key cannot be a substitution: write 'key = ${...}'",
        TokenKind.Forbidden => $"{token.Description} cannot stand in a key outside of quotes: write the key as \"...\"",
        _ => $"a key must come before {token.Description}",
    };

    private void Fail(HoconSpan at, string message)
    {
        if (!_errors.IsFull)
            _errors.Add(at, string.Join('.', _path.Reverse()), message);
    }
}
