using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Requests;

namespace ActorProxy.Actors.Balancing;

/// <summary>Backups only when none of the primaries is left.</summary>
internal sealed class TieredPicker(Picker primaries, Picker backups) : Picker
{
    internal override Turns? Turns => primaries.Turns;

    public override Backend? Pick(IRequestFacts request, IReadOnlyList<Backend> tried) =>
        primaries.Pick(request, tried) ?? backups.Pick(request, tried);
}
