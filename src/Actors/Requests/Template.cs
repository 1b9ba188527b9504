using System.Runtime.CompilerServices;

namespace ActorProxy.Actors.Requests;

/// <summary>
/// Text with variables (<c>"$scheme://$host"</c>, <c>"${host}x"</c>, <c>$$</c> for a dollar sign), parsed once. Equal when its
/// source text is. Its literals have no control characters; what variables bring is for the caller to check where it goes.
/// </summary>
public sealed class Template : IEquatable<Template>
{
    /// <summary>Characters of a source text at most.</summary>
    public const int MaxLength = 4096;

    private const int UsualLength = 256;

    private readonly TemplatePart[] _parts;

    private Template(string source, TemplatePart[] parts)
    {
        Source = source;
        _parts = parts;
    }

    /// <summary>The text as it was written.</summary>
    public string Source { get; }

    /// <summary>
    /// Parses a text; <paramref name="error"/> says what is wrong, with a suggestion for an unknown variable, and the template
    /// is then the empty one.
    /// </summary>
    public static bool TryParse(string text, out Template template, out string error)
    {
        var parts = new TemplateParser(text).Parse(out error);
        template = parts is null ? Literal("") : new Template(text, parts);
        return parts is not null;
    }

    /// <summary>A template without variables; a dollar sign in it is only that.</summary>
    public static Template Literal(string text) =>
        new(text.Replace("$", "$$", StringComparison.Ordinal), text.Length == 0 ? [] : [new TemplatePart(text, default)]);

    /// <summary>
    /// The text with the values of one request in it. A template that is one variable or has none allocates nothing,
    /// any other only the result.
    /// </summary>
    public string Evaluate(IRequestFacts request) => _parts.Length switch
    {
        0 => "",
        1 => _parts[0].Text(request),
        _ => Join(request),
    };

    /// <summary>Adds to a hash what <see cref="Evaluate"/> would give, without making a string of it.</summary>
    internal void AppendTo(ref StableHash hash, IRequestFacts request)
    {
        foreach (var part in _parts)
            hash.Append(part.Text(request));
    }

    /// <inheritdoc />
    public bool Equals(Template? other) => other is not null && Source == other.Source;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Template);

    /// <inheritdoc />
    public override int GetHashCode() => Source.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc />
    public override string ToString() => Source;

    private string Join(IRequestFacts request)
    {
        var text = new DefaultInterpolatedStringHandler(0, 0, null, stackalloc char[UsualLength]);
        foreach (var part in _parts)
            text.AppendLiteral(part.Text(request));
        return text.ToStringAndClear();
    }
}
