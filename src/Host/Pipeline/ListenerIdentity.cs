using ActorProxy.Host.Listeners;

namespace ActorProxy.Host.Pipeline;

/// <summary>What a request knows of the listener that it came through.</summary>
/// <param name="Name">From the settings.</param>
/// <param name="Scheme"><c>http</c> or <c>https</c>.</param>
/// <param name="Certificates">What clients are shown; null for plain text.</param>
internal sealed record ListenerIdentity(string Name, string Scheme, ServerCertificates? Certificates)
{
    /// <summary>Whether other nodes alone are answered. They say by what scheme they were asked themselves.</summary>
    public bool IsForNodes { get; init; }
}
