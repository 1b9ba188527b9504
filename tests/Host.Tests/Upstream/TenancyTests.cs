using ActorProxy.Host.Upstream;

namespace ActorProxy.Host.Tests.Upstream;

public sealed class TenancyTests
{
    [Fact]
    public void Turn_ThatEnded_CannotBeEndedAgain()
    {
        var tenancy = new Tenancy();
        var first = tenancy.Turn;
        Assert.True(tenancy.TryRelease());
        Assert.False(tenancy.TryEndTurn(first));
        Assert.True(tenancy.TryRent());

        Assert.NotEqual(first, tenancy.Turn);
        Assert.False(tenancy.TryEndTurn(first));
        Assert.True(tenancy.TryEndTurn(tenancy.Turn));
        Assert.False(tenancy.TryRelease());
        Assert.False(tenancy.TryRent());
    }

    [Fact]
    public async Task RentAndIdleClose_AtOnce_NeverBothSucceed()
    {
        for (var round = 0; round < 2_000; round++)
        {
            var shared = new Shared();
            var renting = Task.Run(() => shared.Tenancy.TryRent());
            var ended = shared.Tenancy.TryEndIdle();

            Assert.True(ended ^ await renting);
        }
    }

    private sealed class Shared
    {
        public Tenancy Tenancy = new();

        public Shared() => Tenancy.TryRelease();
    }
}
