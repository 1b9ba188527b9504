using Akka.Actor;
using Akka.Serialization;

namespace ActorProxy.Actors.Clustering;

/// <summary>The one serializer of our messages. Akka makes it by the name in its configuration.</summary>
internal sealed class WireSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>How Akka knows it on the wire.</summary>
    public const int Number = 1001;

    /// <inheritdoc />
    public override int Identifier => Number;

    /// <inheritdoc />
    public override string Manifest(object o) => WireFormat.Current.ManifestOf(o);

    /// <inheritdoc />
    public override byte[] ToBinary(object obj) => WireFormat.Current.Write(obj);

    /// <inheritdoc />
    public override object FromBinary(byte[] bytes, string manifest) => WireFormat.Current.Read(bytes, manifest);
}
