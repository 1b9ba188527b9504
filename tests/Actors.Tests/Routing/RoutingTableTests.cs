using ActorProxy.Actors.Tests.Requests;

namespace ActorProxy.Actors.Tests.Routing;

public sealed class RoutingTableTests
{
    [Theory]
    [InlineData("a.com", "a.com /")]
    [InlineData("A.Com", "a.com /")]
    [InlineData("a.com.", "a.com /")]
    [InlineData("x.a.com", "*.a.com /")]
    [InlineData("X.A.COM.", "*.a.com /")]
    [InlineData("y.x.a.com", "*.a.com /")]
    [InlineData("b.a.com", "b.a.com,c.com. /")]
    [InlineData("c.com", "b.a.com,c.com. /")]
    [InlineData("x.b.a.com", "*.b.a.com /")]
    [InlineData("xa.com", "- /")]
    [InlineData(".a.com", "- /")]
    [InlineData("com", "- /")]
    [InlineData("", "- /")]
    [InlineData(".", "- /")]
    [InlineData("[::1]", "[::1] /")]
    [InlineData("[2001:DB8::A]", "[2001:db8::a] /")]
    [InlineData("[::2]", "- /")]
    public void Host_OfARequest_FindsTheMostSpecificRoute(string host, string expected)
    {
        var table = TestTables.Of("- /", "*.a.com /", "*.b.a.com /", "a.com /", "b.a.com,c.com. /", "[::1] /", "[2001:db8::a] /");
        Assert.Equal(expected, table.Match(host, "/any")?.Settings.Name);
    }

    [Theory]
    [InlineData("/", "- /")]
    [InlineData("/x", "- /")]
    [InlineData("*", "- /")]
    [InlineData("/api", "- /api")]
    [InlineData("/api/", "- /api")]
    [InlineData("/api/x/y", "- /api")]
    [InlineData("/apix", "- /")]
    [InlineData("/Api", "- /")]
    [InlineData("/api/v1", "- /api/v1")]
    [InlineData("/api/v1/x", "- /api/v1")]
    [InlineData("/api/v12", "- /api")]
    [InlineData("/api//v1", "- /api")]
    [InlineData("/api%2Fv1", "- /")]
    [InlineData("/dir", "- /")]
    [InlineData("/dir/", "- /dir/")]
    [InlineData("/dir/x", "- /dir/")]
    [InlineData("/api/v1/only", "- = /api/v1/only")]
    [InlineData("/api/v1/only/", "- /api/v1")]
    [InlineData("/api/v1/pic.png", "- ~ \\.(png|jpg)$")]
    [InlineData("/api/v1/pic.png/", "- /api/v1")]
    [InlineData("/PIC.GIF", "- ~* \\.gif$")]
    [InlineData("/PIC.PNG", "- /")]
    [InlineData("/x.png.jpg", "- ~ \\.(png|jpg)$")]
    [InlineData("/deep/er", "- /")]
    [InlineData("/deep/er/est", "- /deep/er/est")]
    public void Path_OfARequest_FindsTheMostSpecificRoute(string path, string expected)
    {
        var table = TestTables.Of(
            "- /", "- /api", "- /api/v1", "- /dir/", "- /deep/er/est", "- = /api/v1/only",
            "- ~ \\.(png|jpg)$", "- ~ \\.jpg$", "- ~* \\.gif$");
        Assert.Equal(expected, table.Match("any", path)?.Settings.Name);
    }

    [Theory]
    [InlineData("www.a.com", "/one", "www.a.com = /one")]
    [InlineData("www.a.com", "/two", "*.a.com /two")]
    [InlineData("www.a.com", "/three", "*.com ~ three")]
    [InlineData("www.a.com", "/four", "- /four")]
    [InlineData("www.a.com", "/five", null)]
    [InlineData("*", "*", null)]
    public void Host_WithoutAFittingPath_FallsThroughToTheNext(string host, string path, string? expected)
    {
        var table = TestTables.Of("- /four", "*.com ~ three", "*.a.com /two", "www.a.com = /one");
        Assert.Equal(expected, table.Match(host, path)?.Settings.Name);
    }

    [Theory]
    [InlineData("a.com /x", "A.com. /x")]
    [InlineData("a.com = /x", "a.com = /x")]
    [InlineData("*.com ~ x", "*.com ~ /x")]
    [InlineData("- /", "* /")]
    public void Routes_ThatMatchTheSame_LeaveItToTheFirst(string first, string second)
    {
        Assert.Equal(first, TestTables.Of(first, second).Match("a.com", "/x")?.Settings.Name);
        Assert.Equal(second, TestTables.Of(second, first).Match("a.com", "/x")?.Settings.Name);
    }

    [Fact]
    public void Table_WithoutRoutes_MatchesNothing() => Assert.Null(TestTables.Of().Match("a.com", "/"));

    [Fact]
    public void Host_LongerThanAnyName_IsNobodysName() =>
        Assert.Equal("- /", TestTables.Of("- /", "*.com /").Match(string.Concat(Enumerable.Repeat("a.", 5000)) + "com", "/")?.Settings.Name);

    [Fact]
    public void Table_OfTenThousandRoutes_FindsEachOfThem()
    {
        string[] routes =
        [
            .. Enumerable.Range(0, 2500).Select(i => $"h{i}.com /api"),
            .. Enumerable.Range(0, 2500).Select(i => $"*.h{i}.com /"),
            .. Enumerable.Range(0, 2500).Select(i => $"one.com /service{i}/v1"),
            .. Enumerable.Range(0, 2500).Select(i => $"- = /page{i}"),
        ];
        var table = TestTables.Of(routes);
        for (var i = 0; i < 2500; i++)
        {
            Assert.Equal(routes[i], table.Match($"H{i}.com", "/api/x")?.Settings.Name);
            Assert.Equal(routes[i + 2500], table.Match($"x.h{i}.com", "/")?.Settings.Name);
            Assert.Equal(routes[i + 5000], table.Match("one.com", $"/service{i}/v1/x")?.Settings.Name);
            Assert.Equal(routes[i + 7500], table.Match("two.com", $"/page{i}")?.Settings.Name);
        }
    }

    [Fact]
    public void Match_OfEveryKind_AllocatesNothing()
    {
        var table = TestTables.Of("- /", "a.com = /exact", "*.a.com ~ ^/v[0-9]+/", "a.com /api/v1");
        Assert.Equal(0, Allocation.BytesFor(() =>
        {
            table.Match("A.com", "/exact");
            table.Match("x.y.a.com", "/v12/x");
            table.Match("a.com", "/api/v1/x");
            table.Match("b.com", "/");
        }));
    }
}
