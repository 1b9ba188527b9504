using System.Globalization;
using Akka.Actor;
using Akka.Remote.Transport;
using AkkaTransport = Akka.Remote.Transport.Transport;

namespace ActorProxy.TestKit.Links;

/// <summary>
/// Lies between Akka.Remote and its sockets and does to what a node sends what the <see cref="LinkTable"/> says. Each node sends on
/// connections that it has opened itself, so only these have to be watched.
/// </summary>
internal sealed class LinkTransport(AkkaTransport wrapped, ExtendedActorSystem system) : AbstractTransportAdapter(wrapped)
{
    private const string Key = "akka.remote.actorproxy-links";
    private const string Scheme = "links";

    private readonly string _table = system.Settings.Config.GetString($"{Key}.table");
    private string _self = "";

    // Without a blank, or Akka takes the quotes that it puts around it for a part of the name.
    private static readonly string Provider = $"{typeof(LinkTransportProvider).FullName},{typeof(LinkTransportProvider).Assembly.GetName().Name}";

    /// <summary>To stand in the configuration of a node.</summary>
    public static string Hocon(LinkTable table) => $$"""

        akka.remote {
          use-passive-connections = off
          adapters.{{Scheme}} = "{{Provider}}"
          dot-netty.tcp.applied-adapters = ["{{Scheme}}"]
        }
        {{Key}}.table = "{{table.Name}}"

        """;

    protected override SchemeAugmenter SchemeAugmenter { get; } = new(Scheme);

    protected override Task<IAssociationEventListener> InterceptListen(Address listenAddress, Task<IAssociationEventListener> listenerTask)
    {
        _self = NameOf(listenAddress);
        return Task.FromResult<IAssociationEventListener>(
            new Incoming(listenerTask, handle => new LinkHandle(handle, SchemeAugmenter, _table, _self, to: "")));
    }

    // Over a link that is cut there is no new connection; what is sent on one that is open vanishes.
    protected override void InterceptAssociate(Address remoteAddress, TaskCompletionSource<AssociationHandle> statusPromise) =>
        _ = AssociateAsync(remoteAddress, statusPromise);

    private async Task AssociateAsync(Address remote, TaskCompletionSource<AssociationHandle> promise)
    {
        try
        {
            if (LinkTable.Find(_table)?.Of(_self, NameOf(remote)).IsCut != false)
                throw new InvalidAssociationException($"The link from {_self} to {NameOf(remote)} is cut.");
            promise.SetResult(new LinkHandle(await WrappedTransport.Associate(remote).ConfigureAwait(false), SchemeAugmenter, _table, _self, NameOf(remote)));
        }
        catch (Exception failed)
        {
            promise.SetException(failed);
        }
    }

    private static string NameOf(Address address) => $"{address.Host}:{address.Port?.ToString(CultureInfo.InvariantCulture)}";

    private sealed class Incoming(Task<IAssociationEventListener> listener, Func<AssociationHandle, AssociationHandle> wrap) : IAssociationEventListener
    {
        // One that comes before anybody listens is handed on as soon as somebody does.
        public void Notify(IAssociationEvent ev) => _ = HandOnAsync(ev is InboundAssociation one ? new InboundAssociation(wrap(one.Association)) : ev);

        private async Task HandOnAsync(IAssociationEvent ev) => (await listener.ConfigureAwait(false)).Notify(ev);
    }
}
