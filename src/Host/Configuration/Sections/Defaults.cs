using ActorProxy.Hocon;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary><c>proxy.defaults</c>: what lies below each listener, pool, backend and route.</summary>
internal sealed class Defaults(HoconReader reader)
{
    public HoconReader Listener { get; } = reader.Object("listener");

    public HoconReader Pool { get; } = reader.Object("pool");

    public HoconReader Backend { get; } = reader.Object("backend");

    public HoconReader ActiveHealth { get; } = reader.Object("active-health");

    public HoconReader PassiveHealth { get; } = reader.Object("passive-health");

    public HoconReader Route { get; } = reader.Object("route");

    /// <summary>Reads each once by itself, so that what is wrong in it is said where it stands, used or not.</summary>
    public void Check(Surroundings around)
    {
        ListenerSection.ReadShared(Listener, around);
        PoolSection.ReadShared(Pool, this, around);
        BackendSection.ReadShared(Backend);
        HealthSection.ReadActive(ActiveHealth);
        HealthSection.ReadPassive(PassiveHealth);
        RouteSection.ReadShared(Route);
    }
}
