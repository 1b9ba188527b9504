using System.Security.Cryptography;
using ActorProxy.Actors.Sessions;
using ActorProxy.Host.Sessions;
using Microsoft.Extensions.Primitives;

namespace ActorProxy.Host.Tests.Sessions;

public sealed class SessionCookieTests
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);
    private static readonly SessionCookie Cookie = new(SessionId.Create(), SessionCookie.MarkOf("10.0.0.1:80", Key), 3, 29_000_000);

    [Fact]
    public void Cookie_ThatWasWritten_IsReadAndGenuine()
    {
        var text = Cookie.Write("api", Key);
        Assert.Equal(SessionCookie.TextLength, text.Length);
        Assert.Equal(Cookie, SessionCookie.Parse(text));
        Assert.True(SessionCookie.IsGenuine(text, "api", Key));
        Assert.DoesNotContain("10.0.0.1", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Cookie_OfAnotherPoolOrKey_IsNotGenuine()
    {
        var text = Cookie.Write("api", Key);
        Assert.False(SessionCookie.IsGenuine(text, "web", Key));
        Assert.False(SessionCookie.IsGenuine(text, "api", RandomNumberGenerator.GetBytes(32)));
    }

    [Fact]
    public void Cookie_WithAnyCharacterChanged_IsNotGenuine()
    {
        var text = Cookie.Write("api", Key);
        for (var at = 0; at < text.Length; at++)
        {
            var changed = text.ToCharArray();
            changed[at] = changed[at] == 'A' ? 'B' : 'A';
            Assert.False(SessionCookie.IsGenuine(changed, "api", Key), $"at {at}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("****************************************************************** ")]
    public void Text_ThatIsNoCookie_IsNone(string text)
    {
        Assert.Null(SessionCookie.Parse(text));
        Assert.False(SessionCookie.IsGenuine(text, "api", Key));
    }

    [Theory]
    [InlineData("AP=1", "1")]
    [InlineData("a=2; AP=1; b=3", "1")]
    [InlineData("AP2=2; XAP=3;AP=1", "1")]
    [InlineData("AP2=2", "")]
    [InlineData("ap=2", "")]
    [InlineData("", "")]
    [InlineData(";;=;AP", "")]
    public void Cookie_AmongOthers_IsFoundByItsWholeName(string field, string value)
    {
        Assert.Equal(value, CookieField.Find(field, "AP").ToString());
        Assert.Equal(value, CookieField.Find(new StringValues(["c=4", field]), "AP").ToString());
    }

    [Theory]
    [InlineData("""{"sub":"alice"}""", "alice")]
    [InlineData("""{"a":{"sub":"x"},"b":[1,{"sub":2}],"sub":"alice"}""", "alice")]
    [InlineData("""{"sub":42}""", "42")]
    [InlineData("""{"sub":null}""", null)]
    [InlineData("""{"sub""", null)]
    [InlineData("""[]""", null)]
    public void Claim_OfAToken_IsFoundAtItsTop(string payload, string? claim) =>
        Assert.Equal(claim, TokenClaim.Find($"Bearer e30.{System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(payload))}.x", "sub"));

    [Theory]
    [InlineData("")]
    [InlineData("Basic YTpi")]
    [InlineData("Bearer x")]
    [InlineData("Bearer a.*.c")]
    public void Authorization_WithoutAToken_HasNoClaim(string field) => Assert.Null(TokenClaim.Find(field, "sub"));
}
