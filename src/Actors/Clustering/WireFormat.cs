using System.Collections.Frozen;
using System.Runtime.Serialization;
using ActorProxy.Actors.Health;
using ActorProxy.Actors.Load;
using ActorProxy.Actors.Purges;
using ActorProxy.Actors.Rollouts;
using ActorProxy.Actors.Sessions;
using Google.Protobuf;

namespace ActorProxy.Actors.Clustering;

/// <summary>Everything that nodes say to each other, by type and by manifest. No type name ever comes from the wire.</summary>
internal sealed class WireFormat
{
    /// <summary>Raised when a message is added or changed, so that operators see which nodes of an upgrade are the old ones.</summary>
    public const int Version = 4;

    private readonly FrozenDictionary<Type, WireCodec> _byType;
    private readonly FrozenDictionary<string, WireCodec> _byManifest;

    public WireFormat(IEnumerable<WireCodec> codecs)
    {
        var all = codecs.ToArray();
        _byType = all.ToFrozenDictionary(codec => codec.Type);
        _byManifest = all.ToFrozenDictionary(codec => codec.Manifest);
    }

    /// <summary>What this version speaks.</summary>
    public static WireFormat Current { get; } = new(
        [.. NodeWire.Codecs, .. HealthWire.Codecs, .. SessionWire.Codecs, .. RolloutWire.Codecs, .. PurgeWire.Codecs, .. LoadWire.Codecs]);

    /// <summary>The codecs, for tests.</summary>
    public IEnumerable<WireCodec> Codecs => _byType.Values;

    public string ManifestOf(object message) => CodecOf(message).Manifest;

    public byte[] Write(object message)
    {
        using var fields = new FieldWriter();
        CodecOf(message).Write(message, fields);
        return fields.ToArray();
    }

    /// <summary>Throws <see cref="SerializationException"/> for what this version does not understand; Akka then drops it.</summary>
    public object Read(byte[] bytes, string manifest)
    {
        if (!_byManifest.TryGetValue(manifest, out var codec))
            throw new SerializationException($"a node sent '{manifest}', which this version does not know");
        try
        {
            return codec.Read(new FieldReader(bytes));
        }
        catch (InvalidProtocolBufferException broken)
        {
            throw new SerializationException($"a node sent a broken '{manifest}'", broken);
        }
    }

    private WireCodec CodecOf(object message) => _byType.TryGetValue(message.GetType(), out var codec)
        ? codec
        : throw new SerializationException($"{message.GetType().Name} has no codec");
}
