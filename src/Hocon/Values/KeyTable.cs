using System.Diagnostics.CodeAnalysis;

namespace ActorProxy.Hocon.Values;

/// <summary>Something that is found by a key.</summary>
internal interface IKeyed
{
    string Key { get; }
}

/// <summary>
/// Items by key, in the order in which they were added. Most objects of a configuration have a handful of keys, for which comparing
/// them one by one takes less time and a fraction of the memory of hashing; only larger tables get an index.
/// </summary>
internal sealed class KeyTable<T>(int capacity = 4)
    where T : IKeyed
{
    private const int LargestWithoutIndex = 8;

    private Dictionary<string, int>? _index;
    private T[] _items = capacity == 0 ? [] : new T[capacity];

    public KeyTable(KeyTable<T> source, int room)
        : this(source.Count + room)
    {
        foreach (var item in source.Items)
            Add(item);
    }

    public int Count { get; private set; }

    public ReadOnlySpan<T> Items => _items.AsSpan(0, Count);

    /// <summary>The items as a list that does not change with the table.</summary>
    public ArraySegment<T> Segment => new(_items, 0, Count);

    public int IndexOf(string key)
    {
        if (_index is not null)
            return _index.GetValueOrDefault(key, -1);
        for (var i = 0; i < Count; i++)
        {
            if (_items[i].Key == key)
                return i;
        }

        return -1;
    }

    public bool TryGet(string key, [MaybeNullWhen(false)] out T item)
    {
        var at = IndexOf(key);
        item = at < 0 ? default : _items[at];
        return at >= 0;
    }

    /// <summary>Adds an item whose key is not there yet.</summary>
    public void Add(T item)
    {
        if (Count == _items.Length)
            Array.Resize(ref _items, Math.Max(4, Count * 2));
        _items[Count] = item;
        if (_index is not null || Count == LargestWithoutIndex)
            (_index ??= Indexed()).Add(item.Key, Count);
        Count++;
    }

    public void Replace(int index, T item) => _items[index] = item;

    private Dictionary<string, int> Indexed()
    {
        var index = new Dictionary<string, int>(Count * 2);
        for (var i = 0; i < Count; i++)
            index.Add(_items[i].Key, i);
        return index;
    }
}
