using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Balancing;

/// <summary>Placeholder: every algorithm is a plain rotation, primaries before backups.</summary>
public static class PickerFactory
{
    /// <summary>A picker over the eligible members of a pool.</summary>
    public static Picker Create(
        BalanceSettings balance, IReadOnlyList<PickerMember> members, Random? random = null, Picker? previous = null) =>
        new Rotation([.. members.OrderBy(member => member.Backend.Settings.Backup).Select(member => member.Backend)]);

    private sealed class Rotation(Backend[] backends) : Picker
    {
        private readonly int _primaries = backends.Count(backend => !backend.Settings.Backup);
        private int _next = -1;

        public override Backend? Pick(IRequestFacts request, IReadOnlyList<Backend> tried)
        {
            var start = _primaries == 0 ? 0 : (int)((uint)Interlocked.Increment(ref _next) % _primaries);
            return backends[start.._primaries].Concat(backends[..start]).Concat(backends[_primaries..])
                .FirstOrDefault(backend => !tried.Contains(backend));
        }
    }
}
