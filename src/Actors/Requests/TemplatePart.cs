namespace ActorProxy.Actors.Requests;

/// <summary>A piece of a template: text, or where that is null a variable.</summary>
internal readonly record struct TemplatePart(string? Literal, Variable Variable)
{
    /// <summary>The text of this piece in one request.</summary>
    public string Text(IRequestFacts request) => Literal ?? request.Value(Variable);
}
