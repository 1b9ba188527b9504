namespace ActorProxy.Host.Configuration;

/// <summary>One thing that is wrong with a configuration, where it stands. Its text is a line of <c>check</c>.</summary>
/// <param name="File">As it was named on the command line or in an include.</param>
/// <param name="Line">From 1; 0 when the whole file is meant.</param>
/// <param name="KeyPath">From the root, such as <c>proxy.pools.api.balance</c>; empty when the text could not be read as HOCON.</param>
/// <param name="Message">What is wrong and, where it can be known, what to write instead.</param>
internal sealed record ConfigurationError(string File, int Line, string KeyPath, string Message)
{
    /// <summary>The node that says so; empty: this one.</summary>
    public string Node { get; init; } = "";

    /// <summary><c>FILE:LINE: key.path: message</c>, after the name of the node if there is one.</summary>
    public override string ToString() => $"{(Node.Length == 0 ? "" : $"{Node}: ")}{Place}{Message}";

    private string Place => (File.Length, KeyPath.Length) switch
    {
        (0, _) => "",
        (_, 0) => $"{File}:{Line}: ",
        _ => $"{File}:{Line}: {KeyPath}: ",
    };
}
