namespace ActorProxy.Actors.Routing;

/// <summary>The one reference that requests read. Written by the ProxyActor alone.</summary>
public sealed class RoutingTableCell(RoutingTable first)
{
    private volatile RoutingTable _current = first;

    /// <summary>One volatile read.</summary>
    public RoutingTable Current
    {
        get => _current;
        internal set => _current = value;
    }
}
