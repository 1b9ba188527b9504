namespace ActorProxy.Actors.Requests;

/// <summary>What a template, a picker or a match may ask of one request. Answers do not change while it is served.</summary>
public interface IRequestFacts
{
    /// <summary>The value of a variable, or the empty string where the request has none.</summary>
    string Value(Variable variable);
}
