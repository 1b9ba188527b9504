using ActorProxy.Actors.Routing;
using BenchmarkDotNet.Attributes;

namespace ActorProxy.Bench.Micro;

/// <summary>Step 2 of a request: finding its route must not depend on how many there are, and must not allocate.</summary>
[MemoryDiagnoser]
public class TableMatch
{
    private RoutingTable _table = null!;
    private string _host = "";
    private string _path = "";

    /// <summary>Routes in the table.</summary>
    [Params(10, 10_000)]
    public int Routes { get; set; }

    [GlobalSetup]
    public void Build()
    {
        _table = Tables.WithRoutes(Routes);
        var middle = Routes / 2 & ~1;
        _host = Tables.Host(middle);
        _path = Tables.Path(middle + 1) + "/item";
    }

    [Benchmark]
    public Route? ByHost() => _table.Match(_host, "/item");

    [Benchmark]
    public Route? ByPath() => _table.Match(Tables.SharedHost, _path);

    [Benchmark]
    public Route? NoRoute() => _table.Match("unknown.example", "/item");
}
