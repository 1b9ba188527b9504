namespace ActorProxy.Host.Upstream;

/// <summary>Fields in the order of the wire. Values are Latin-1: each character is one byte of the message.</summary>
internal sealed class FieldList
{
    private (string Name, string Value)[] _items = new (string, string)[16];

    public int Count { get; private set; }

    public string Name(int index) => _items[index].Name;

    public string Value(int index) => _items[index].Value;

    public void Clear() => Count = 0;

    public void Add(string name, string value)
    {
        if (Count == _items.Length)
            Array.Resize(ref _items, Count * 2);
        _items[Count++] = (name, value);
    }

    /// <summary>Takes out all fields of that name.</summary>
    public void Remove(ReadOnlySpan<char> name)
    {
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            if (!name.Equals(_items[i].Name, StringComparison.OrdinalIgnoreCase))
                _items[kept++] = _items[i];
        }

        Count = kept;
    }
}
