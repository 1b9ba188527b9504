using System.Collections;
using System.Text.Json;

namespace ActorProxy.Hocon.Values;

/// <summary>A list of values.</summary>
public sealed class HoconArray : HoconValue, IReadOnlyList<HoconValue>
{
    private readonly HoconValue[] _items;

    internal HoconArray(HoconSpan span, HoconValue[] items) : base(span)
    {
        _items = items;
        Weight = 1;
        foreach (var item in items)
        {
            Weight += item.Weight;
            Height = Math.Max(Height, item.Height);
        }

        Height++;
    }

    /// <inheritdoc />
    public int Count => _items.Length;

    /// <inheritdoc />
    public override string Description => "a list";

    /// <inheritdoc />
    public HoconValue this[int index] => _items[index];

    /// <inheritdoc />
    public override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var item in _items)
            item.WriteTo(writer);
        writer.WriteEndArray();
    }

    /// <inheritdoc />
    public IEnumerator<HoconValue> GetEnumerator() => ((IEnumerable<HoconValue>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    internal ReadOnlySpan<HoconValue> Items => _items;
}
