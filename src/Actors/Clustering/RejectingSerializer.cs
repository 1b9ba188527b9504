using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace ActorProxy.Actors.Clustering;

/// <summary>
/// Stands where Akka's JSON serializer would, which makes any type that the sender names. Refusing unregistered types guards
/// only what is sent; what is received is guarded by this.
/// </summary>
internal sealed class RejectingSerializer : Serializer
{
    // Akka passes the configuration to the serializer called json.
    public RejectingSerializer(ExtendedActorSystem system, Config config) : base(system) => _ = config;

    /// <inheritdoc />
    public override int Identifier => 1;

    /// <inheritdoc />
    public override bool IncludeManifest => false;

    /// <inheritdoc />
    public override byte[] ToBinary(object obj) => throw new SerializationException($"{obj.GetType()} is not sent to other nodes");

    /// <inheritdoc />
    public override object FromBinary(byte[] bytes, Type type) => throw new SerializationException("nothing is made from what a node calls JSON");
}
