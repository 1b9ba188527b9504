using ActorProxy.Actors.Balancing;
using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Tests.Balancing;

public sealed class ConsistentHashTests
{
    private const int Keys = 20_000;

    [Theory]
    [InlineData(BalanceKind.IpHash)]
    [InlineData(BalanceKind.ConsistentHash)]
    public void Hash_WhenOneOfTenLeaves_MovesOnlyItsKeysAndSpreadsThem(BalanceKind kind)
    {
        var fleet = new Fleet(1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        var before = Map(fleet, fleet.Picker(kind));
        var after = Map(fleet, fleet.PickerWithout('d', kind));

        var moved = before.Zip(after).Where(pair => pair.First != pair.Second).ToArray();
        Assert.All(moved, pair => Assert.Equal('d', pair.First));
        Assert.Equal(before.Count(name => name == 'd'), moved.Length);
        Assert.InRange(moved.Length, Keys * 5 / 100, Keys * 15 / 100);
        Assert.All(moved.CountBy(pair => pair.Second), share => Assert.InRange(share.Value, moved.Length / 18, moved.Length * 2 / 9));
        Assert.Equal(9, moved.DistinctBy(pair => pair.Second).Count());
    }

    [Fact]
    public void Hash_OfAKeyWhoseBackendWasTried_GoesWhereItWouldGoWithoutThatBackend()
    {
        var fleet = new Fleet(1, 2, 3, 4);
        var all = fleet.Picker(BalanceKind.IpHash);
        var without = fleet.PickerWithout('c', BalanceKind.IpHash);
        for (var i = 0; i < 1000; i++)
            Assert.Equal(fleet.PickFor(without, $"10.0.0.{i}"), fleet.PickFor(all, $"10.0.0.{i}", 'c'));
    }

    [Fact]
    public void Hash_WithWeights_SharesByThem()
    {
        var fleet = new Fleet(1, 2, 5, 2);
        var shares = Map(fleet, fleet.Picker(BalanceKind.IpHash)).CountBy(name => name).ToDictionary();
        foreach (var (name, weight) in "abcd".Zip(fleet.Members.Select(member => member.Weight)))
            Assert.InRange(shares[name], Keys * weight / 10 * 0.85, Keys * weight / 10 * 1.15);
    }

    [Fact]
    public void Hash_WhenOneWeightGrows_MovesKeysOnlyToIt()
    {
        var before = new Fleet(10, 10, 10, 10);
        var after = new Fleet(10, 10, 15, 10);
        var moved = Map(before, before.Picker(BalanceKind.IpHash)).Zip(Map(after, after.Picker(BalanceKind.IpHash)))
            .Where(pair => pair.First != pair.Second).ToArray();
        Assert.NotEmpty(moved);
        Assert.All(moved, pair => Assert.Equal('c', pair.Second));
    }

    [Fact]
    public void Hash_WhenMembersAreOrderedAnewAndWeightsMultiplied_MovesNothing()
    {
        var fleet = new Fleet(1, 2, 3, 4, 5);
        var other = fleet.Members.Reverse().Select(member => member with { Weight = member.Weight * 100 }).ToArray();
        var picker = Fleet.Picker(BalanceKind.IpHash, other, "", new Random(1), previous: null);
        Assert.Equal(Map(fleet, fleet.Picker(BalanceKind.IpHash)), Map(fleet, picker));
    }

    [Fact]
    public void Hash_OfAnyTemplate_FollowsItsValue()
    {
        var fleet = new Fleet(1, 1, 1, 1);
        var picker = fleet.Picker(BalanceKind.ConsistentHash, "$cookie_user-$arg_page");
        fleet.Request[new Variable(VariableKind.Cookie, "user")] = "ann";
        var seen = new HashSet<char?>();
        for (var page = 0; page < 100; page++)
        {
            fleet.Request[new Variable(VariableKind.Argument, "page")] = $"{page}";
            Assert.Single(fleet.Picks(picker, 5).Distinct());
            seen.Add(fleet.Pick(picker));
        }

        Assert.Equal(4, seen.Count);
    }

    [Fact]
    public void Hash_WithoutAKey_TakesTurns()
    {
        var fleet = new Fleet(1, 1, 1);
        var picker = fleet.Picker(BalanceKind.ConsistentHash, "$cookie_user");
        Assert.Equal("abcab", fleet.Picks(picker, 5));
        Assert.Equal("ca", fleet.Picks(fleet.Picker(BalanceKind.ConsistentHash, "$cookie_user", previous: picker), 2));
    }

    [Fact]
    public void Hash_OfKnownClients_NeverChanges()
    {
        // All nodes of all versions must agree.
        var fleet = new Fleet(1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        var picker = fleet.Picker(BalanceKind.IpHash);
        Assert.Equal("jdgcdeibgfjdjacj", string.Concat(Enumerable.Range(0, 16).Select(i => fleet.PickFor(picker, $"192.0.2.{i}"))));
    }

    private static string Map(Fleet fleet, Picker picker) =>
        string.Concat(Enumerable.Range(0, Keys).Select(i => fleet.PickFor(picker, $"10.{i >> 8}.{i & 255}.7")));
}
