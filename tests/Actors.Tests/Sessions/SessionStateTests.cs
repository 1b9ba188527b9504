using ActorProxy.Actors.Sessions;
using static ActorProxy.Actors.Sessions.SessionProtocol;

namespace ActorProxy.Actors.Tests.Sessions;

public sealed class SessionStateTests
{
    private static readonly TimeSpan Ttl = TimeSpan.FromMinutes(1);
    private static readonly SessionState New = new(Binding.None);

    [Fact]
    public void Claim_OfANewSession_TakesTheProposal() => Assert.Equal(new Binding("a", 1), New.On(Claim("a", 0)).Binding);

    [Fact]
    public void Claim_OfAKnownSession_KeepsTheBinding() => Assert.Equal(new Binding("a", 1), New.On(Claim("a", 0)).On(Claim("b", 1)).Binding);

    [Fact]
    public void Claim_WithACookieThatIsNewer_TakesThatUp() => Assert.Equal(new Binding("b", 3), New.On(Claim("a", 0)).On(Claim("b", 3)).Binding);

    [Fact]
    public void Rebind_AwayFromTheBinding_MovesIt() => Assert.Equal(new Binding("b", 2), New.On(Claim("a", 0)).On(Rebind("a", "b", 1)).Binding);

    [Fact]
    public void Rebind_OfTwoNodesAtOnce_IsWonByTheFirst()
    {
        var first = New.On(Claim("a", 0)).On(Rebind("a", "b", 1));
        Assert.Equal(first, first.On(Rebind("a", "c", 1)));
    }

    [Fact]
    public void Rebind_AtAnOwnerThatIsNew_GoesOnFromTheCookie() => Assert.Equal(new Binding("b", 5), New.On(Rebind("a", "b", 4)).Binding);

    [Fact]
    public void Touch_ByANodeThatIsBehind_ChangesNothing()
    {
        var moved = New.On(Claim("a", 0)).On(Rebind("a", "b", 1));
        Assert.Equal(moved, moved.On(new Touch("s", "a", 1, Ttl, false)));
    }

    private static Claim Claim(string backend, int generation) => new("s", backend, generation, Ttl, false);

    private static Rebind Rebind(string from, string to, int generation) => new("s", from, to, generation, Ttl, false);
}
