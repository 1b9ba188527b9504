using System.Collections;
using Microsoft.AspNetCore.Http.Features;

namespace ActorProxy.Transport.Connections;

/// <summary>
/// The features of a connection: those that the connection itself implements, unless another stands in their place, and the few
/// that a server adds. A short array, since an idle connection keeps it and nobody looks here for each request.
/// </summary>
internal sealed class ConnectionFeatures(RingConnection connection) : IFeatureCollection
{
    private KeyValuePair<Type, object>[] _others = [];

    /// <inheritdoc />
    public bool IsReadOnly => false;

    /// <inheritdoc />
    public int Revision { get; private set; }

    /// <inheritdoc />
    public object? this[Type key]
    {
        get
        {
            foreach (var (type, feature) in _others)
            {
                if (type == key)
                    return feature;
            }

            return key.IsInstanceOfType(connection) ? connection : null;
        }

        set
        {
            Revision++;
            var index = Array.FindIndex(_others, other => other.Key == key);
            if (value is null)
            {
                if (index >= 0)
                    _others = [.. _others[..index], .. _others[(index + 1)..]];
                return;
            }

            if (index < 0)
            {
                index = _others.Length;
                Array.Resize(ref _others, index + 1);
            }

            _others[index] = new KeyValuePair<Type, object>(key, value);
        }
    }

    /// <inheritdoc />
    public TFeature? Get<TFeature>() => (TFeature?)this[typeof(TFeature)];

    /// <inheritdoc />
    public void Set<TFeature>(TFeature? instance) => this[typeof(TFeature)] = instance;

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _others.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
