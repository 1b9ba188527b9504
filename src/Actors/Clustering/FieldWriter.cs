using Google.Protobuf;

namespace ActorProxy.Actors.Clustering;

/// <summary>
/// Writes numbered fields in the wire format of Protocol Buffers. Defaults (zero, empty) may be left out; a field that a reader
/// does not know is passed over, which is how a newer node can say more than an older one understands.
/// </summary>
internal sealed class FieldWriter : IDisposable
{
    private readonly MemoryStream _bytes = new();
    private readonly CodedOutputStream _output;

    public FieldWriter() => _output = new CodedOutputStream(_bytes, leaveOpen: true);

    public FieldWriter Text(int field, string value)
    {
        if (value.Length == 0)
            return this;
        _output.WriteTag(field, Google.Protobuf.WireFormat.WireType.LengthDelimited);
        _output.WriteString(value);
        return this;
    }

    public FieldWriter Number(int field, long value)
    {
        if (value == 0)
            return this;
        _output.WriteTag(field, Google.Protobuf.WireFormat.WireType.Varint);
        _output.WriteInt64(value);
        return this;
    }

    public FieldWriter Flag(int field, bool value) => Number(field, value ? 1 : 0);

    public FieldWriter Time(int field, DateTimeOffset? value) => Number(field, value?.UtcTicks ?? 0);

    public FieldWriter Bytes(int field, byte[] value)
    {
        if (value.Length == 0)
            return this;
        _output.WriteTag(field, Google.Protobuf.WireFormat.WireType.LengthDelimited);
        _output.WriteBytes(UnsafeByteOperations.UnsafeWrap(value));
        return this;
    }

    /// <summary>A message of its own for each item, in order.</summary>
    public FieldWriter Each<T>(int field, IEnumerable<T> items, Action<T, FieldWriter> write)
    {
        foreach (var item in items)
        {
            using var nested = new FieldWriter();
            write(item, nested);
            _output.WriteTag(field, Google.Protobuf.WireFormat.WireType.LengthDelimited);
            _output.WriteBytes(UnsafeByteOperations.UnsafeWrap(nested.ToArray()));
        }

        return this;
    }

    /// <summary>All that was written.</summary>
    public byte[] ToArray()
    {
        _output.Flush();
        return _bytes.ToArray();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _output.Dispose();
        _bytes.Dispose();
    }
}
