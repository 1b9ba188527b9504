namespace ActorProxy.Host;

/// <summary>The node cannot start because addresses cannot be bound.</summary>
internal sealed class ListenException(IReadOnlyList<string> errors) : IOException(string.Join(Environment.NewLine, errors))
{
    /// <summary>One for each address, with what to do.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}
