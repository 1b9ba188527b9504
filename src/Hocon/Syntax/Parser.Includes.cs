using ActorProxy.Hocon.Tokens;

namespace ActorProxy.Hocon.Syntax;

/// <content>Include statements: HOCON.md, section "Include syntax".</content>
internal sealed partial class Parser
{
    private IncludeNode? ParseInclude()
    {
        var span = _cursor.Take().Span;
        var before = TakeUnquotedRun();
        if (_cursor.Kind != TokenKind.Quoted)
        {
            Fail(span, "include needs a quoted file name, as in: include \"other.conf\"; a key of this name must be quoted: \"include\"");
            _cursor.SkipElement();
            return null;
        }

        var name = _cursor.Take();
        var after = TakeUnquotedRun();
        if (EndsValue() && name.Text.Length > 0 && FormOf(before, after) is { } required)
            return new IncludeNode(name.Span, name.Text, required);
        Fail(span, before.Contains("url(", StringComparison.Ordinal) || before.Contains("classpath(", StringComparison.Ordinal)
            ? "only files can be included: write include \"file\""
            : "write include \"file\", include file(\"file\"), or include required(\"file\"), and nothing after it on the line");
        _cursor.SkipElement();
        return null;
    }

    private string TakeUnquotedRun()
    {
        var run = "";
        while (_cursor.Kind == TokenKind.Unquoted && run.Length < 100)
            run += _cursor.Take().Text;
        return run;
    }

    /// <summary>Whether the file is required, or null when the words around the name fit no form.</summary>
    private static bool? FormOf(string before, string after) => (before, after) switch
    {
        ("", "") or ("file(", ")") => false,
        ("required(", ")") or ("required(file(", "))") => true,
        _ => null,
    };
}
