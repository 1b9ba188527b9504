using ActorProxy.Actors.Settings;
using ActorProxy.Hocon.Reading;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary>Finds routes to pools that do not exist.</summary>
internal sealed class PoolNames(IEnumerable<string> names)
{
    private readonly HashSet<string> _names = [.. names];

    public void Check(RouteSettings route, HoconReader reader)
    {
        if (route.Pool.Length == 0 || _names.Contains(route.Pool))
            return;
        var hint = Nearest.To(route.Pool, _names) is { } near ? $", did you mean '{near}'?" : "";
        reader.Error("pool", $"there is no pool '{route.Pool}'{hint}");
    }
}
