using ActorProxy.Host.Listeners;

namespace ActorProxy.Host.Pipeline;

/// <summary>What a request knows of the listener that it came through.</summary>
/// <param name="Name">From the settings.</param>
/// <param name="Scheme"><c>http</c> or <c>https</c>.</param>
/// <param name="Certificates">Null for plain text.</param>
internal sealed record ListenerIdentity(string Name, string Scheme, ServerCertificates? Certificates);
