using System.Runtime.InteropServices;
using ActorProxy.Transport.Kernel;

namespace ActorProxy.Transport.Rings;

/// <summary>
/// Room for the message headers of one turn of a ring: the kernel copies them when requests are handed over
/// (IORING_FEAT_SUBMIT_STABLE), so all of it is free again after that.
/// </summary>
internal sealed unsafe class MessageArena : IDisposable
{
    /// <summary>Parts of a message at most.</summary>
    public const int MaxParts = 16;

    private const int Capacity = 512;

    private readonly Message* _messages = (Message*)NativeMemory.Alloc(Capacity, (nuint)sizeof(Message));
    private int _used;

    /// <summary>A message of these parts; 0 when there is no room left in this turn.</summary>
    public nint Add(ReadOnlySpan<Vector> parts)
    {
        if (_used == Capacity)
            return 0;
        var message = _messages + _used++;
        var vectors = (Vector*)message->Vectors;
        parts.CopyTo(new Span<Vector>(vectors, MaxParts));
        message->Header = new MessageHeader { Vectors = (ulong)vectors, VectorCount = (ulong)parts.Length };
        return (nint)message;
    }

    /// <summary>After the requests were handed over.</summary>
    public void Clear() => _used = 0;

    public void Dispose() => NativeMemory.Free(_messages);

    [StructLayout(LayoutKind.Sequential)]
    private struct Message
    {
        public MessageHeader Header;
        public fixed byte Vectors[MaxParts * 16];
    }
}
