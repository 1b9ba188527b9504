namespace ActorProxy.Hocon.Tests;

public sealed class ReaderTests
{
    private static readonly Dictionary<string, DayOfWeek> Days = new() { ["monday"] = DayOfWeek.Monday, ["tuesday"] = DayOfWeek.Tuesday };

    [Fact]
    public void Scalars_OfTheRightType_AreRead()
    {
        var reader = Load.Reader("s = x y, n = 42, q = \"7\", e = 1e3, d = 0.5, t = on, f = \"no\", w = tuesday, m = -1");

        Assert.Equal("x y", reader.String("s"));
        Assert.Equal("42", reader.String("n"));
        Assert.Equal(42, reader.Int("n", 1, 65535));
        Assert.Equal(7, reader.Int("q"));
        Assert.Equal(1000, reader.Long("e"));
        Assert.Equal(0.5, reader.Double("d", 0, 1));
        Assert.True(reader.Bool("t"));
        Assert.False(reader.Bool("f"));
        Assert.Equal(DayOfWeek.Tuesday, reader.Enum("w", Days));
        Assert.Equal(-1, reader.OptionalInt("m"));
        Assert.Empty(reader.Errors);
    }

    [Fact]
    public void Key_ThatIsMissing_IsAnErrorOnlyWhereItIsRequired()
    {
        var reader = Load.Reader("\n  a { n = null }").Object("a");

        Assert.Null(reader.OptionalString("x"));
        Assert.Null(reader.OptionalInt("n"));
        Assert.Null(reader.OptionalBool("x"));
        Assert.Null(reader.OptionalDouble("x"));
        Assert.Null(reader.OptionalDuration("x"));
        Assert.Null(reader.OptionalSize("x"));
        Assert.Null(reader.OptionalEnum("x", Days));
        Assert.Null(reader.OptionalEnumList("x", Days));
        Assert.Null(reader.OptionalObject("x"));
        Assert.Null(reader.OptionalList("x"));
        Assert.Null(reader.OptionalStringList("n"));
        Assert.Empty(reader.OptionalObjectMap("x"));
        Assert.Empty(reader.Errors);

        Assert.Equal(1, reader.Int("x", 1, 10));
        Assert.Equal("", reader.String("n"));
        Assert.Equal(
            [
                "test.conf:2:5: a.x: 'x' is missing: it must be a whole number, at least 1, at most 10",
                "test.conf:2:11: a.n: 'n' is null: it must be text",
            ],
            reader.Errors.Select(error => error.ToString()));
    }

    [Fact]
    public void Value_OfTheWrongType_IsAnErrorAndReadingGoesOn()
    {
        var reader = Load.Reader("o {}, l = [1], t = x, b = True, f = 1.5, big = 3000000000, r = 70000, w = mondey");

        Assert.Equal("", reader.String("o"));
        Assert.Equal(0, reader.Int("l"));
        Assert.Empty(reader.Object("t").Keys);
        Assert.Empty(reader.List("t"));
        Assert.False(reader.Bool("b"));
        Assert.Equal(0, reader.Int("f"));
        Assert.Equal(0, reader.Int("big"));
        Assert.Equal(1, reader.Int("r", 1, 65535));
        Assert.Equal(DayOfWeek.Monday, reader.Enum("w", Days));
        Assert.Equal(
            [
                "test.conf:1:3: o: must be text, not an object",
                "test.conf:1:11: l: must be a whole number, at least -2147483648, at most 2147483647, not a list",
                "test.conf:1:20: t: must be an object: write { ... }, not the text \"x\"",
                "test.conf:1:20: t: must be a list: write [ ... ], not the text \"x\"",
                "test.conf:1:27: b: must be true or false, not the text \"True\"",
                "test.conf:1:37: f: must be a whole number, at least -2147483648, at most 2147483647, not 1.5",
                "test.conf:1:48: big: must be a whole number, at least -2147483648, at most 2147483647, not 3000000000",
                "test.conf:1:64: r: must be a whole number, at least 1, at most 65535, not 70000",
                "test.conf:1:75: w: must be one of monday, tuesday, not the text \"mondey\"; did you mean 'monday'?",
            ],
            reader.Errors.Select(error => error.ToString()));
    }

    [Fact]
    public void List_OfTextAndObjects_IsReadItemByItem()
    {
        var reader = Load.Reader("p { l = [ \"http://x\", { url = y, weight = many }, [1] ] }").Object("p");
        var items = reader.List("l");

        Assert.Equal("http://x", items[0].Text);
        Assert.Null(items[0].Object);
        Assert.Equal("y", items[1].Object!.String("url"));
        Assert.Equal(0, items[1].Object!.Int("weight", 0, 9));
        items[2].Error($"must be text or an object, not {items[2].Description}");
        Assert.Equal(
            [
                "test.conf:1:43: p.l[1].weight: must be a whole number, at least 0, at most 9, not the text \"many\"",
                "test.conf:1:51: p.l[2]: must be text or an object, not a list",
            ],
            reader.Errors.Select(error => error.ToString()));
    }

    [Fact]
    public void Lists_OfTextAndWords_LeaveOutWhatIsWrong()
    {
        var reader = Load.Reader("s = [x, 1, {}], w = [monday, 5]");

        Assert.Equal(["x", "1"], reader.StringList("s"));
        Assert.Equal([DayOfWeek.Monday], reader.EnumList("w", Days));
        Assert.Equal(["s[2]", "w[1]"], reader.Errors.Select(error => error.Path));
    }

    [Fact]
    public void ObjectMap_GivesEachNameItsCursor()
    {
        var reader = Load.Reader("pools { a { n = 1 }, \"b.c\" { n = x }, d = 5 }");
        var pools = reader.ObjectMap("pools");

        Assert.Equal(["a", "b.c", "d"], pools.Select(pool => pool.Key));
        Assert.Equal([1, 0, 0], pools.Select(pool => pool.Value.Int("n", 0)));
        Assert.Equal(["pools.d", "pools.\"b.c\".n"], reader.Errors.Select(error => error.Path));
    }

    [Fact]
    public void Object_OfAnotherType_IsOneErrorAndNotOneForEachKeyInIt()
    {
        var reader = Load.Reader("limits = 5");

        var limits = reader.Object("limits");
        limits.Int("n");
        limits.Object("inner").String("s");

        Assert.Equal("limits", Assert.Single(reader.Errors).Path);
    }

    [Fact]
    public void Over_AnotherCursor_ReadsWhatTheOwnObjectLeavesOut()
    {
        var reader = Load.Reader("defaults { a = 1, b { c = 2, d = 3 } }, own { b { c = 4, typo = 5 } }");
        var own = reader.Object("own").Over(reader.Object("defaults"));

        Assert.Equal((1, 4, 3), (own.Int("a"), own.Object("b").Int("c"), own.Object("b").Int("d")));
        own.ReportUnknown();
        Assert.Equal("own.b.typo", Assert.Single(reader.Errors).Path);
    }

    [Fact]
    public void Error_OfTheCaller_StandsAtTheValue()
    {
        var reader = Load.Reader("a {\n port = 80 }").Object("a");
        reader.Error("port", "is taken");
        reader.Error("none", "is missed");
        reader.Error("is odd");

        Assert.Equal(
            ["test.conf:2:9: a.port: is taken", "test.conf:1:3: a.none: is missed", "test.conf:1:3: a: is odd"],
            reader.Errors.Select(error => error.ToString()));
    }

    [Fact]
    public void Value_OfAWholeSubtree_CountsAsKnown()
    {
        var reader = Load.Reader("akka { loglevel = INFO }");

        Assert.Equal("""{"loglevel":"INFO"}""", reader.Value("akka")!.ToJson());
        reader.ReportUnknown();
        Assert.Empty(reader.Errors);
    }

    [Fact]
    public void ReportUnknown_OfAKeyKnownElsewhere_SaysWhere()
    {
        var reader = Load.Reader("a { b { } }, c = 1, d = 2");
        reader.Object("a").OptionalString("c");

        reader.ReportUnknown(key => reader.Object("a").WasAskedFor(key) ? "an a" : null);

        Assert.Equal(
            [
                "test.conf:1:14: c: unknown key 'c', it belongs to an a",
                "test.conf:1:21: d: unknown key 'd', did you mean 'a'?",
                "test.conf:1:5: a.b: unknown key 'b', did you mean 'c'?",
            ],
            reader.Errors.Select(error => error.ToString()));
    }
}
