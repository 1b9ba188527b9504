using ActorProxy.Actors.Clustering;
using Akka.Actor;
using Akka.Serialization;

namespace ActorProxy.Cluster.Tests.Wire;

/// <summary>What the version after this one could speak: a message more, and a field more in one that is known.</summary>
internal sealed class NextSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public static WireFormat Format { get; } = new(
    [
        .. WireFormat.Current.Codecs.Where(codec => codec.Type != typeof(NodeInfo)),
        WireCodec.Of<NodeInfo>(
            "n2",
            (info, fields) => fields.Text(1, info.Version).Number(2, info.Protocol).Number(3, info.Epoch).Flag(4, info.IsReady)
                .Text(5, info.Admin).Each(6, info.Listeners, (listener, one) => one.Text(1, listener)).Text(7, info.Peers).Text(99, "news"),
            fields => WireFormat.Current.Read([], "n2") as NodeInfo ?? throw new InvalidOperationException()),
        WireCodec.Of<News>("n9", (news, fields) => fields.Text(1, news.Text), fields => new News(fields.Text(1))),
    ]);

    public override int Identifier => 1001;

    public override string Manifest(object o) => Format.ManifestOf(o);

    public override byte[] ToBinary(object obj) => Format.Write(obj);

    public override object FromBinary(byte[] bytes, string manifest) => Format.Read(bytes, manifest);
}

/// <summary>A message that this version does not know.</summary>
internal sealed record News(string Text) : IWireMessage;
