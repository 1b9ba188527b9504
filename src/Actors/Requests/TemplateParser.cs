using System.Text;

namespace ActorProxy.Actors.Requests;

/// <summary>Cuts a text into literals and variables; one object for one text.</summary>
internal sealed class TemplateParser(string text)
{
    private readonly List<TemplatePart> _parts = [];
    private readonly StringBuilder _literal = new();
    private int _position;

    /// <summary>The parts, or null and what is wrong.</summary>
    public TemplatePart[]? Parse(out string error)
    {
        error = Check() ?? "";
        while (error.Length == 0 && _position < text.Length)
            error = Next() ?? "";
        if (error.Length > 0)
            return null;
        EndLiteral();
        return [.. _parts];
    }

    // A line break in a header's value would let whoever wrote it add headers or requests (RFC 9110 section 5.5).
    private string? Check()
    {
        if (text.Length > Template.MaxLength)
            return $"longer than {Template.MaxLength} characters";
        var control = text.AsSpan().IndexOfAnyInRange('\0', '\x1f');
        if (control < 0)
            control = text.AsSpan().IndexOfAnyInRange('\x7f', '\x9f');
        return control < 0 ? null : $"control character U+{(int)text[control]:X4} at column {control + 1}";
    }

    private string? Next()
    {
        var dollar = text.IndexOf('$', _position);
        var end = dollar < 0 ? text.Length : dollar;
        _literal.Append(text, _position, end - _position);
        _position = end + 1;
        if (dollar < 0)
            return null;

        switch (_position < text.Length ? text[_position] : ' ')
        {
            case '$':
                _literal.Append('$');
                _position++;
                return null;
            case '{':
                var close = text.IndexOf('}', _position);
                return close < 0 ? $"'${{' without '}}' at column {dollar + 1}" : Name(_position + 1, close, close + 1);
            default:
                var after = _position;
                while (after < text.Length && (char.IsAsciiLetterOrDigit(text[after]) || text[after] == '_'))
                    after++;
                return after == _position
                    ? $"'$' without a name at column {dollar + 1}; a dollar sign is written '$$'"
                    : Name(_position, after, after);
        }
    }

    private string? Name(int start, int end, int next)
    {
        var name = text[start..end];
        if (!VariableNames.TryFind(name, out var variable))
        {
            var suggestion = VariableNames.Suggest(name);
            return $"unknown variable '${name}'" + (suggestion is null ? "" : $", did you mean '${suggestion}'?");
        }

        EndLiteral();
        _parts.Add(new TemplatePart(null, variable));
        _position = next;
        return null;
    }

    private void EndLiteral()
    {
        if (_literal.Length == 0)
            return;
        _parts.Add(new TemplatePart(_literal.ToString(), default));
        _literal.Clear();
    }
}
