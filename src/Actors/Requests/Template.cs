namespace ActorProxy.Actors.Requests;

/// <summary>Text with variables (<c>"$scheme://$host"</c>), parsed once. Equal when its source text is.</summary>
public sealed class Template : IEquatable<Template>
{
    // Shape agreed on; the routing work fills in parsing (`$name`, `${name}`, `$$` for a dollar sign) and evaluation.
    private Template(string source) => Source = source;

    /// <summary>The text as it was written.</summary>
    public string Source { get; }

    /// <summary>Parses a text; <paramref name="error"/> says what is wrong, with a suggestion for an unknown variable.</summary>
    public static bool TryParse(string text, out Template template, out string error)
    {
        template = new Template(text);
        error = "";
        return true;
    }

    /// <summary>A template without variables.</summary>
    public static Template Literal(string text) => new(text);

    /// <summary>The text with the values of one request in it; a template that is one variable allocates nothing.</summary>
    public string Evaluate(IRequestFacts request) => Source;

    /// <inheritdoc />
    public bool Equals(Template? other) => other is not null && Source == other.Source;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Template);

    /// <inheritdoc />
    public override int GetHashCode() => Source.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc />
    public override string ToString() => Source;
}
