using Akka.Actor;
using Akka.Remote.Transport;
using AkkaTransport = Akka.Remote.Transport.Transport;

namespace ActorProxy.TestKit.Links;

/// <summary>Akka makes it by its name in the configuration.</summary>
internal sealed class LinkTransportProvider : ITransportAdapterProvider
{
    /// <inheritdoc />
    public AkkaTransport Create(AkkaTransport wrappedTransport, ExtendedActorSystem system) => new LinkTransport(wrappedTransport, system);
}
