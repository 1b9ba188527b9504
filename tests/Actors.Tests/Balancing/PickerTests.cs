using ActorProxy.Actors.Balancing;
using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Settings;
using ActorProxy.Actors.Tests.Requests;

namespace ActorProxy.Actors.Tests.Balancing;

/// <summary>What holds for every algorithm.</summary>
public sealed class PickerTests
{
    public static TheoryData<BalanceKind> Kinds => new(Enum.GetValues<BalanceKind>());

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Picker_AskedAgainWithWhatItGave_GivesEachMemberOnceAndThenNobody(BalanceKind kind)
    {
        var fleet = new Fleet(1, 2, 3, 1000);
        var picker = fleet.Picker(kind);
        for (var client = 0; client < 100; client++)
        {
            var tried = "";
            while (fleet.PickFor(picker, $"10.1.0.{client}", tried) is { } next)
                tried += next;
            Assert.Equal("abcd", string.Concat(tried.Order()));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Picker_WithOneMember_GivesItWhateverItsLoad(BalanceKind kind)
    {
        var fleet = new Fleet(7);
        fleet['a'].TryEnter();
        Assert.Equal("aaa", fleet.Picks(fleet.Picker(kind), 3));
        Assert.Null(fleet.Pick(fleet.Picker(kind), 'a'));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Picker_WithoutMembers_GivesNobody(BalanceKind kind)
    {
        var picker = new Fleet().Picker(kind);
        Assert.Same(EmptyPicker.Instance, picker);
        Assert.Null(picker.Pick(FakeFacts.Client("192.0.2.7"), []));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Picker_WithBackups_GivesThemOnlyWhenNoPrimaryIsLeft(BalanceKind kind)
    {
        var fleet = Fleet.WithBackups(primaries: 2, backups: 2);
        var picker = fleet.Picker(kind);
        for (var client = 0; client < 50; client++)
        {
            Assert.Contains(fleet.PickFor(picker, $"10.1.0.{client}")!.Value, "ab");
            Assert.Equal('b', fleet.PickFor(picker, $"10.1.0.{client}", 'a'));
            Assert.Contains(fleet.PickFor(picker, $"10.1.0.{client}", 'a', 'b')!.Value, "cd");
            Assert.Equal('c', fleet.PickFor(picker, $"10.1.0.{client}", 'a', 'b', 'd'));
            Assert.Null(fleet.PickFor(picker, $"10.1.0.{client}", "abcd"));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Picker_WithBackupsAlone_GivesThem(BalanceKind kind)
    {
        var fleet = Fleet.WithBackups(primaries: 0, backups: 1);
        Assert.Equal('a', fleet.Pick(fleet.Picker(kind)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Picker_InUse_AllocatesNothing(BalanceKind kind)
    {
        var fleet = new Fleet(3, 2, 1);
        var picker = fleet.SharedPicker(kind);
        var request = FakeFacts.Client("192.0.2.7");
        Backend[] none = [];
        Backend[] tried = [picker.Pick(request, none)!];
        Assert.Equal(0, Allocation.BytesFor(() =>
        {
            picker.Pick(request, none);
            picker.Pick(request, tried);
        }));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Picker_UsedByManyThreads_AlwaysGivesAMemberThatWasNotTried(BalanceKind kind)
    {
        var fleet = new Fleet(1, 2, 3);
        var picker = fleet.SharedPicker(kind);
        Parallel.For(0, 20_000, i =>
        {
            var request = FakeFacts.Client($"10.0.{i % 256}.{i / 256}");
            var first = picker.Pick(request, []);
            var second = picker.Pick(request, [first!]);
            Assert.NotNull(first);
            Assert.NotNull(second);
            Assert.NotSame(first, second);
        });
    }

    [Fact]
    public void Member_WithoutWeight_IsAMistakeOfTheCaller()
    {
        var fleet = new Fleet(1, 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => fleet.Picker(BalanceKind.RoundRobin));
    }
}
