using ActorProxy.Streams.Caching.Rules;

namespace ActorProxy.Streams.Tests.Caching.Rules;

/// <summary>What a shared cache may store (RFC 9111 sections 3 to 3.5, 5.2.2 and 7.3).</summary>
public sealed class StorabilityTests
{
    private static readonly StoragePolicy Policy = new(StoresCookies: false);

    [Theory]
    [InlineData("max-age=60", null)]
    [InlineData("max-age=0", null)]
    [InlineData("s-maxage=60", null)]
    [InlineData("max-age=60, no-cache", null)]
    [InlineData("max-age=60, no-store", "no-store")]
    [InlineData("max-age=60, private", "private")]
    [InlineData("max-age=60, private=\"X\"", null)]
    [InlineData("public", "no-freshness")]
    [InlineData("", "no-freshness")]
    public void Directives_SayWhetherItIsStored(string cacheControl, string? obstacle) => Assert.Equal(obstacle, Obstacle(Make.Answer(200, $"Cache-Control: {cacheControl}")));

    [Fact]
    public void CacheControl_OnSeveralLines_IsOneList() =>
        Assert.Equal("no-store", Obstacle(Make.Answer(200, "Cache-Control: max-age=60", "Cache-Control: no-store")));

    /// <summary>RFC 9111 section 3: explicit freshness makes any final status storable.</summary>
    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(299)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(403)]
    [InlineData(429)]
    [InlineData(499)]
    [InlineData(503)]
    [InlineData(599)]
    public void Status_WithExplicitFreshness_IsStored(int status) => Assert.Null(Obstacle(Make.Answer(status, "Cache-Control: max-age=60")));

    /// <summary>RFC 9110 section 15.1: only some statuses may be kept by a guess.</summary>
    [Theory]
    [InlineData(200, true)]
    [InlineData(203, true)]
    [InlineData(204, true)]
    [InlineData(300, true)]
    [InlineData(301, true)]
    [InlineData(308, true)]
    [InlineData(404, true)]
    [InlineData(405, true)]
    [InlineData(410, true)]
    [InlineData(414, true)]
    [InlineData(501, true)]
    [InlineData(201, false)]
    [InlineData(302, false)]
    [InlineData(403, false)]
    [InlineData(500, false)]
    [InlineData(503, false)]
    public void Status_WithAValidatorAlone_IsStoredWhereHeuristicsMay(int status, bool stored)
    {
        Assert.Equal(stored, Obstacle(Make.Answer(status, $"Last-Modified: {Make.Date(-1000)}")) is null);
        Assert.Null(Obstacle(Make.Answer(status, "Cache-Control: public", $"Last-Modified: {Make.Date(-1000)}")));
    }

    [Fact]
    public void HeuristicLifetime_WithNoCache_IsNone() =>
        Assert.Equal(0, Storability.Decide(Make.Answer(200, "Cache-Control: no-cache", $"Last-Modified: {Make.Date(-1000)}"), Policy).Lifetime);

    /// <summary>RFC 9111 section 3.3, RFC 9110 section 15.2: a part, a confirmation and an interim response are no whole.</summary>
    [Theory]
    [InlineData(206)]
    [InlineData(304)]
    [InlineData(103)]
    public void Part_IsNeverStored(int status) => Assert.Equal("partial", Obstacle(Make.Answer(status, "Cache-Control: max-age=60")));

    /// <summary>RFC 9111 section 5.2.2.3.</summary>
    [Theory]
    [InlineData(200, "max-age=60, must-understand", null)]
    [InlineData(200, "max-age=60, must-understand, no-store", null)]
    [InlineData(404, "max-age=60, must-understand, no-store", null)]
    [InlineData(299, "max-age=60, must-understand", "must-understand")]
    [InlineData(599, "max-age=60, must-understand, no-store", "must-understand")]
    public void MustUnderstand_DependsOnTheStatus(int status, string cacheControl, string? obstacle) =>
        Assert.Equal(obstacle, Obstacle(Make.Answer(status, $"Cache-Control: {cacheControl}")));

    /// <summary>RFC 9111 section 3.5.</summary>
    [Theory]
    [InlineData("max-age=60", "authorization")]
    [InlineData("max-age=60, proxy-revalidate", "authorization")]
    [InlineData("max-age=60, public", null)]
    [InlineData("max-age=60, must-revalidate", null)]
    [InlineData("s-maxage=60", null)]
    public void AnswerToAuthorization_IsStoredByThreeDirectives(string cacheControl, string? obstacle) =>
        Assert.Equal(obstacle, Obstacle(Make.Answer(200, $"Cache-Control: {cacheControl}") with { HasAuthorization = true }));

    [Fact]
    public void AnswerToNoStore_IsNotStored() =>
        Assert.Equal("request-no-store", Obstacle(Make.Answer(200, "Cache-Control: max-age=60") with { RequestNoStore = true }));

    [Theory]
    [InlineData("*")]
    [InlineData("*, Foo")]
    [InlineData("Foo, *")]
    [InlineData("Foo ,* ,Bar")]
    public void VaryOnEverything_IsNotStored(string vary) => Assert.Equal("vary", Obstacle(Make.Answer(200, "Cache-Control: max-age=60", "Vary: Accept", $"Vary: {vary}")));

    /// <summary>RFC 9111 section 7.3: a cookie is one user's, unless the operator says otherwise.</summary>
    [Fact]
    public void SetCookie_IsTheOperatorsChoice()
    {
        var answer = Make.Answer(200, "Cache-Control: max-age=60", "Set-Cookie: a=1");

        Assert.Equal("set-cookie", Obstacle(answer));
        Assert.Null(Storability.Decide(answer, new StoragePolicy(StoresCookies: true)).Obstacle);
    }

    /// <summary>RFC 9111 sections 5.2.2.4 and 5.2.2.7: the rest may be stored without the named fields.</summary>
    [Theory]
    [InlineData("no-cache=\"set-cookie\"")]
    [InlineData("private=\"X, Set-Cookie\"")]
    public void NamedFields_AreLeftOut(string directive)
    {
        var plan = Storability.Decide(Make.Answer(200, $"Cache-Control: max-age=60, {directive}", "Set-Cookie: a=1", "Y: 1"), Policy);

        Assert.Null(plan.Obstacle);
        Assert.False(plan.Fields.Has("Set-Cookie"));
        Assert.True(plan.Fields.Has("Y"));
    }

    /// <summary>RFC 9111 section 3.1, and what this cache says itself.</summary>
    [Theory]
    [InlineData("Proxy-Authenticate")]
    [InlineData("Proxy-Authentication-Info")]
    [InlineData("Proxy-Authorization")]
    [InlineData("Age")]
    public void Field_OfOneProxy_IsLeftOut(string name) =>
        Assert.False(Storability.Decide(Make.Answer(200, "Cache-Control: max-age=60", $"{name}: 1"), Policy).Fields.Has(name));

    [Fact]
    public void Fields_BesidesThose_AreKeptInOrderAndNumber()
    {
        var plan = Storability.Decide(Make.Answer(200, "Cache-Control: max-age=60", "X-A: 1", "Link: a", "X-A: 2", "Link: b"), Policy);

        Assert.Equal(["max-age=60", "1", "a", "2", "b"], plan.Fields.Select(line => line.Value));
    }

    private static string? Obstacle(OriginAnswer answer) => Storability.Decide(answer, Policy).Obstacle;
}
