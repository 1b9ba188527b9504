using ActorProxy.Streams.Caching.Rules;

namespace ActorProxy.Streams.Tests.Caching.Rules;

/// <summary>CDN-Cache-Control (RFC 9213 section 2.1, with the dictionary syntax of RFC 9651 section 3.2).</summary>
public sealed class TargetedDirectivesTests
{
    [Fact]
    public void Dictionary_OfDirectives_IsRead()
    {
        var directives = TargetedDirectives.Parse("max-age=60, must-revalidate, private;x=1 , stale-if-error=5");

        Assert.NotNull(directives);
        Assert.Equal(60, directives.MaxAge);
        Assert.True(directives.MustRevalidate && directives.Private);
        Assert.Equal(5, directives.StaleIfError);
    }

    [Theory]
    [InlineData("no-store=?1", true)]
    [InlineData("no-store=?0", false)]
    [InlineData("no-store", true)]
    public void Boolean_SaysWhetherTheDirectiveIsThere(string list, bool there) => Assert.Equal(there, TargetedDirectives.Parse(list)?.NoStore);

    /// <summary>RFC 9213 section 2.2: an empty field, or one that breaks the syntax, leaves the word to Cache-Control.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("max-age=60,")]
    [InlineData(",max-age=60")]
    [InlineData("max-age=60,,no-store")]
    [InlineData("max-age=60 no-store")]
    [InlineData("Max-Age=60")]
    [InlineData("max-age=")]
    [InlineData("max-age= 60")]
    [InlineData("max-age =60")]
    [InlineData("max-age=&60")]
    [InlineData("5=max-age")]
    [InlineData("max-age=60, ext=\"open")]
    [InlineData("max-age=60, ext=\"\u00e9\"")]
    [InlineData("max-age=60, ext=?2")]
    [InlineData("max-age=60, ext=1.")]
    [InlineData("max-age=60, ext=-")]
    [InlineData("max-age=60, ext=(1 2")]
    [InlineData("max-age=60, ext=:abc")]
    public void Field_OfBrokenSyntax_IsIgnoredAsAWhole(string? list) => Assert.Null(TargetedDirectives.Parse(list));

    [Theory]
    [InlineData("max-age=\"60\"")]
    [InlineData("max-age=60.5")]
    [InlineData("max-age=-1")]
    [InlineData("max-age=x")]
    [InlineData("max-age")]
    public void Number_OfAnotherType_IsIgnoredWithItsField(string list) => Assert.Null(TargetedDirectives.Parse(list));

    [Theory]
    [InlineData("ext=\"a, b\"")]
    [InlineData("ext=\"a;b=c\"")]
    [InlineData("ext=\"a \\\" , b\"")]
    [InlineData("ext=token/1:2")]
    [InlineData("ext=*t")]
    [InlineData("ext=-1.5")]
    [InlineData("ext=:aGk=:")]
    [InlineData("ext=(1 2);a")]
    [InlineData("ext;a;b=\"c\"")]
    [InlineData("ext=1;a=\"x;y\"")]
    public void UnknownMember_OfAnyType_DisturbsNothing(string member)
    {
        Assert.Equal(60, TargetedDirectives.Parse($"{member}, max-age=60")?.MaxAge);
        Assert.Equal(60, TargetedDirectives.Parse($"max-age=60, {member}")?.MaxAge);
    }

    /// <summary>RFC 9651 section 3.2: of a key that comes twice the last counts.</summary>
    [Fact]
    public void Key_ThatComesTwice_CountsAsItComesLast()
    {
        Assert.Equal(60, TargetedDirectives.Parse("max-age=0, max-age=60")?.MaxAge);
        Assert.False(TargetedDirectives.Parse("no-store, no-store=?0")?.NoStore);
        Assert.True(TargetedDirectives.Parse("no-store=?0, no-store")?.NoStore);
    }

    [Fact]
    public void Blanks_AroundCommas_MayBeSpacesOrTabs() =>
        Assert.Equal(60, TargetedDirectives.Parse("public \t,\t max-age=60")?.MaxAge);

    /// <summary>RFC 9213 section 2.2: it takes the place of Cache-Control and Expires.</summary>
    [Theory]
    [InlineData("max-age=60", "no-store", null)]
    [InlineData("no-store", "max-age=60", "no-store")]
    [InlineData("private", "public, max-age=60", "private")]
    [InlineData("", "no-store", "no-store")]
    [InlineData("max-age=", "no-store", "no-store")]
    public void Storing_IsDecidedByTheTargetedField_WhereItIsValid(string targeted, string plain, string? obstacle) =>
        Assert.Equal(obstacle, Storability.Decide(Make.Answer(200, $"CDN-Cache-Control: {targeted}", $"Cache-Control: {plain}"), new StoragePolicy(false)).Obstacle);

    [Fact]
    public void Expires_BesideATargetedField_DoesNotCount()
    {
        var plan = Storability.Decide(Make.Answer(200, "CDN-Cache-Control: public", $"Expires: {Make.Date(500)}", "ETag: \"a\""), new StoragePolicy(false));

        Assert.Equal(0, plan.Lifetime);
    }
}
