using System.Text;
using Google.Protobuf;

namespace ActorProxy.Actors.Clustering;

/// <summary>Reads what <see cref="FieldWriter"/> wrote. A field that is missing has its default, one that is unknown is ignored.</summary>
internal sealed class FieldReader
{
    private readonly List<Field> _fields = [];

    /// <summary>Throws <see cref="InvalidProtocolBufferException"/> for bytes that are no message.</summary>
    public FieldReader(byte[] bytes)
    {
        using var input = new CodedInputStream(bytes);
        while (input.ReadTag() is not 0 and var tag)
        {
            var number = Google.Protobuf.WireFormat.GetTagFieldNumber(tag);
            switch (Google.Protobuf.WireFormat.GetTagWireType(tag))
            {
                case Google.Protobuf.WireFormat.WireType.Varint:
                    _fields.Add(new Field(number, input.ReadInt64(), null));
                    break;
                case Google.Protobuf.WireFormat.WireType.LengthDelimited:
                    _fields.Add(new Field(number, 0, input.ReadBytes().ToByteArray()));
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }
    }

    public string Text(int field) => Find(field).Bytes is { } bytes ? Encoding.UTF8.GetString(bytes) : "";

    public long Number(int field) => Find(field).Number;

    public int Int(int field) => (int)Math.Clamp(Number(field), int.MinValue, int.MaxValue);

    public bool Flag(int field) => Number(field) != 0;

    public DateTimeOffset? Time(int field) =>
        Number(field) is > 0 and var ticks && ticks <= DateTimeOffset.MaxValue.UtcTicks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    public byte[] Bytes(int field) => Find(field).Bytes ?? [];

    /// <summary>One item for each time that the field is there, in order.</summary>
    public IEnumerable<T> Each<T>(int field, Func<FieldReader, T> read) =>
        _fields.Where(one => one.Id == field && one.Bytes is not null).Select(one => read(new FieldReader(one.Bytes!)));

    // The last one wins, as Protocol Buffers have it.
    private Field Find(int field) => _fields.FindLast(one => one.Id == field);

    private readonly record struct Field(int Id, long Number, byte[]? Bytes);
}
