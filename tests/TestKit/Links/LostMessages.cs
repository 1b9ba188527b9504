using System.Text;
using Google.Protobuf;

namespace ActorProxy.TestKit.Links;

/// <summary>Messages of one kind that get lost on their way, and the event that one was.</summary>
internal sealed class LostMessages
{
    private const int SerializerField = 2;
    private const int ManifestField = 3;

    private readonly byte[] _mark;
    private readonly Func<string, string, bool> _isOnLink;
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="serializer">The number by which Akka knows its serializer.</param>
    /// <param name="manifest">Its name on the wire.</param>
    /// <param name="isOnLink">Whether they get lost from one node to another.</param>
    public LostMessages(int serializer, string manifest, Func<string, string, bool> isOnLink)
    {
        _mark = MarkOf(serializer, manifest);
        _isOnLink = isOnLink;
    }

    /// <summary>One got lost.</summary>
    public Task First => _first.Task.WaitAsync(Patience.Limit);

    public bool Takes(string from, string to, ReadOnlySpan<byte> payload)
    {
        if (payload.IndexOf(_mark) < 0 || !_isOnLink(from, to))
            return false;
        _first.TrySetResult();
        return true;
    }

    // Serializer and manifest stand beside each other in Akka's envelope of a message, however deep it is wrapped.
    private static byte[] MarkOf(int serializer, string manifest)
    {
        using var bytes = new MemoryStream();
        using var fields = new CodedOutputStream(bytes);
        fields.WriteTag(SerializerField, WireFormat.WireType.Varint);
        fields.WriteInt32(serializer);
        fields.WriteTag(ManifestField, WireFormat.WireType.LengthDelimited);
        fields.WriteBytes(ByteString.CopyFrom(manifest, Encoding.UTF8));
        fields.Flush();
        return bytes.ToArray();
    }
}
