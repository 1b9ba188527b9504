namespace ActorProxy.Actors.Clustering;

/// <summary>How one kind of message is written and read.</summary>
/// <param name="Type">Of the message.</param>
/// <param name="Manifest">Its name on the wire: a letter and a version. A change that older nodes cannot pass over gets a new one.</param>
/// <param name="Write">To fields.</param>
/// <param name="Read">From fields.</param>
internal sealed record WireCodec(Type Type, string Manifest, Action<object, FieldWriter> Write, Func<FieldReader, object> Read)
{
    public static WireCodec Of<T>(string manifest, Action<T, FieldWriter> write, Func<FieldReader, T> read)
        where T : class, IWireMessage => new(typeof(T), manifest, (message, fields) => write((T)message, fields), read);
}
