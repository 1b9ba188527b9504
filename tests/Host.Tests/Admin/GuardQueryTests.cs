using ActorProxy.Actors.Settings;
using ActorProxy.Host.Admin;
using ActorProxy.Host.Configuration.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace ActorProxy.Host.Tests.Admin;

public sealed class GuardQueryTests
{
    private static readonly GuardSettings Usual = new(TimeSpan.Zero, 0.05, 3, TimeSpan.Zero, 0, 100);
    private static readonly GuardSettings Always = Usual with { Watch = TimeSpan.FromSeconds(30) };

    [Fact]
    public void Query_WithoutAGuard_AsksForTheUsual()
    {
        Assert.Null(Read("?message=x", Usual).Value);
        Assert.Equal(Always, Read("", Always).Value);
        Assert.Null(GuardQuery.Read(Query(""), Always, isUsual: false).Value);
    }

    [Fact]
    public void Guard_WithATime_LeavesTheRestAsUsual() =>
        Assert.Equal(Usual with { Watch = TimeSpan.FromSeconds(60) }, Read("?guard=60s", Usual).Value);

    [Fact]
    public void Guard_WithAllBounds_HasThem() => Assert.Equal(
        new GuardSettings(TimeSpan.FromMinutes(2), 0.02, 0, TimeSpan.FromMilliseconds(500), 3, 50),
        Read("?guard=2m&guard-error-rate=2%25&guard-p99=500ms&guard-ejections=3&guard-requests=50", Usual).Value);

    [Theory]
    [InlineData("2%25", 0.02)]
    [InlineData("2%", 0.02)]
    [InlineData("0.1", 0.1)]
    [InlineData("0", 0)]
    public void ErrorRate_IsAShareOrPercent(string text, double share) => Assert.Equal(share, Read($"?guard=9s&guard-error-rate={text}", Usual).Value!.ErrorRate);

    [Theory]
    [InlineData("2.5x", 2.5, 0)]
    [InlineData("1s", 0, 1000)]
    [InlineData("off", 0, 0)]
    public void P99_IsAFactorATimeOrOff(string text, double factor, int milliseconds)
    {
        var guard = Read($"?guard=9s&guard-p99={text}", Usual).Value!;
        Assert.Equal((factor, milliseconds), (guard.P99Factor, guard.P99.TotalMilliseconds));
    }

    [Fact]
    public void Guard_Off_IsNoneWhereItIsUsual() => Assert.Equal((null, null), (Read("?guard=off", Always).Value, Read("?guard=off", Always).Error));

    [Fact]
    public void Guard_WithoutAValue_IsTheUsualWhereThereIsOne()
    {
        Assert.Equal(Always, Read("?guard", Always).Value);
        Assert.Equal(Always, GuardQuery.Read(Query("?guard"), Always, isUsual: false).Value);
        Assert.Contains("guard=60s", Read("?guard", Usual).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("guard=60", "guard must be off or a time from 1s to 1h")]
    [InlineData("guard=500ms", "guard must be off or a time")]
    [InlineData("guard=2h", "guard must be off or a time")]
    [InlineData("guard=1s&guard=2s", "guard must be off or a time")]
    [InlineData("guard=soon", "not 'soon'")]
    [InlineData("guard=9s&guard-error-rate=200%25", "guard-error-rate must be a share")]
    [InlineData("guard=9s&guard-error-rate=5", "guard-error-rate must be a share")]
    [InlineData("guard=9s&guard-error-rate=", "guard-error-rate must be a share")]
    [InlineData("guard=9s&guard-p99=3", "guard-p99 must be off")]
    [InlineData("guard=9s&guard-p99=0.5x", "guard-p99 must be off")]
    [InlineData("guard=9s&guard-ejections=-1", "guard-ejections must be a whole number")]
    [InlineData("guard=9s&guard-requests=0", "guard-requests must be a whole number")]
    [InlineData("guard=9s&guard-rate=1", "there is no 'guard-rate', only guard, guard-error-rate")]
    [InlineData("guard-p99=2x", "say for how long the trial goes")]
    [InlineData("guard=off&guard-p99=2x", "say for how long the trial goes")]
    public void Query_ThatMakesNoSense_SaysWhy(string query, string error) =>
        Assert.Contains(error, Read($"?{query}", Usual).Error, StringComparison.Ordinal);

    private static Parsed<GuardSettings> Read(string query, GuardSettings usual) => GuardQuery.Read(Query(query), usual, isUsual: true);

    private static QueryCollection Query(string query) => new(QueryHelpers.ParseQuery(query));
}
