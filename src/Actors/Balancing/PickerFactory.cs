using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Balancing;

/// <summary>Makes the picker of a pool from its settings and the members that may be used now.</summary>
public static class PickerFactory
{
    private static readonly Template ClientAddress =
        Template.TryParse("$client_ip", out var template, out var error) ? template : throw new InvalidOperationException(error);

    /// <summary>
    /// A picker for these members; backups are picked only when no other member can be.
    /// </summary>
    /// <param name="balance">The algorithm.</param>
    /// <param name="members">May be empty.</param>
    /// <param name="random">Must bear concurrent use; null: <see cref="Random.Shared"/>.</param>
    /// <param name="previous">The picker that this one replaces, so that a rotation goes on instead of starting anew.</param>
    public static Picker Create(
        BalanceSettings balance, IReadOnlyList<PickerMember> members, Random? random = null, Picker? previous = null)
    {
        var turns = previous?.Turns ?? new Turns();
        var tiers = members.ToLookup(member => member.Backend.Settings.Backup);
        var primaries = Tier(tiers[false]);
        var backups = Tier(tiers[true]);
        return (primaries, backups) switch
        {
            (EmptyPicker, _) => backups,
            (_, EmptyPicker) => primaries,
            _ => new TieredPicker(primaries, backups),
        };

        Picker Tier(IEnumerable<PickerMember> tier) => tier.ToArray() is { Length: > 0 } some
            ? Create(balance, new WeightedMembers(some), random ?? Random.Shared, turns)
            : EmptyPicker.Instance;
    }

    private static Picker Create(BalanceSettings balance, WeightedMembers members, Random random, Turns turns) => balance.Kind switch
    {
        BalanceKind.RoundRobin => new RoundRobinPicker(members, turns),
        BalanceKind.LeastConnections => new LeastConnectionsPicker(members, turns),
        BalanceKind.IpHash => new ConsistentHashPicker(members, ClientAddress, turns),
        BalanceKind.ConsistentHash => new ConsistentHashPicker(members, balance.Key, turns),
        BalanceKind.Random => new RandomPicker(members, random),
        BalanceKind.RandomTwo => new RandomTwoPicker(members, random),
        _ => throw new ArgumentOutOfRangeException(nameof(balance), balance.Kind, "not a balancing algorithm"),
    };
}
