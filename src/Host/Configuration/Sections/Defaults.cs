using ActorProxy.Hocon.Reading;
using ActorProxy.Hocon.Values;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary><c>proxy.defaults</c>: what lies below each listener, pool, backend and route.</summary>
internal sealed class Defaults(HoconReader reader)
{
    private readonly Dictionary<(HoconValue Section, string Key), object?> _meanings = [];
    private bool _isLearning;

    public HoconReader Listener { get; } = reader.Object("listener");

    public HoconReader Pool { get; } = reader.Object("pool");

    public HoconReader Backend { get; } = reader.Object("backend");

    public HoconReader ActiveHealth { get; } = reader.Object("active-health");

    public HoconReader PassiveHealth { get; } = reader.Object("passive-health");

    public HoconReader Compression { get; } = reader.Object("compression");

    public HoconReader RequestDecompression { get; } = reader.Object("request-decompression");

    public HoconReader Route { get; } = reader.Object("route");

    public HoconReader Cache { get; } = reader.Object("cache");

    public HoconReader Fault { get; } = reader.Object("fault");

    public HoconReader Sticky { get; } = reader.Object("sticky");

    public HoconReader Cluster { get; } = reader.Object("cluster");

    /// <summary>Reads each once by itself, so that what is wrong in it is said where it stands, used or not.</summary>
    public void Check(Surroundings around)
    {
        _isLearning = true;
        ListenerSection.ReadShared(Listener, around);
        PoolSection.ReadShared(Pool, this, around);
        BackendSection.ReadShared(Backend);
        HealthSection.ReadActive(ActiveHealth);
        HealthSection.ReadPassive(PassiveHealth);
        CacheSection.Read(Cache, around);
        CompressionSection.Read(Compression, this);
        CompressionSection.ReadRequests(RequestDecompression);
        RouteSection.ReadShared(Route, this, around);
        ClusterSection.Read(Cluster, around);
        StickySection.Read(Sticky);
        FaultSection.Read(Fault);
        _isLearning = false;
    }

    /// <summary>
    /// What a section of a pool or route means. One that is the defaults' own is not read again: of ten thousand routes, few say
    /// anything about most sections.
    /// </summary>
    public T Section<T>(HoconReader reader, string key, Func<HoconReader, T> read)
    {
        if (reader.Value(key) is not { } section)
            return read(reader.Object(key));
        if (_meanings.TryGetValue((section, key), out var known))
            return (T)known!;

        var meaning = read(reader.Object(key));
        if (_isLearning)
            _meanings[(section, key)] = meaning;
        return meaning;
    }
}
