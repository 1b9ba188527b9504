using System.Collections;

namespace ActorProxy.Actors.Settings;

/// <summary>
/// An immutable list that is equal to another when its elements are, so that settings records compare by value and a
/// reload can tell what did not change.
/// </summary>
public sealed class ValueList<T>(IEnumerable<T> items) : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    private readonly T[] _items = [.. items];

    /// <inheritdoc />
    public int Count => _items.Length;

    /// <inheritdoc />
    public T this[int index] => _items[index];

    /// <inheritdoc />
    public bool Equals(ValueList<T>? other) => other is not null && _items.AsSpan().SequenceEqual(other._items);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as ValueList<T>);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in _items)
            hash.Add(item);
        return hash.ToHashCode();
    }

    /// <inheritdoc />
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();
}

/// <summary>Makes value lists.</summary>
public static class ValueList
{
    /// <summary>The list without elements.</summary>
    public static ValueList<T> Empty<T>() => Cache<T>.Empty;

    /// <summary>A list of these elements.</summary>
    public static ValueList<T> Of<T>(params IEnumerable<T> items) => new(items);

    private static class Cache<T>
    {
        public static readonly ValueList<T> Empty = new([]);
    }
}
