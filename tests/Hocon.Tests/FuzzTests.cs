using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ActorProxy.Hocon.Tests;

public sealed class FuzzTests
{
    private const int CasesPerSeed = 1000;

    private static readonly string[] Corpus =
    [
        "proxy { listeners { web { address = \"0.0.0.0:8080\" } }\n  pools.api { backends = [\"http://10.0.0.1:80\", { url = x, weight = 3 }] } }\n",
        "a = ${b} ${?c}\nb = [1, 2][3]\nc += 4\nc += ${b}\n",
        "d { x = 1, y { z = 5s } }\np = ${d} { y { w = \"\\u00e9\\n\" } }\nq = ${p}${?none} { x = ${p.y.z} }\n",
        "path = /bin, path = ${path}\":/usr/bin\" # comment\nhome = ${HOME}/x // other\n",
        "\uFEFF{ \"json\": [true, false, null, 1.5e+10, -0, \"\\ud83d\\ude00\"], \"a.b\": {} }\r\n",
        "include \"one\"\np { include required(file(\"two.conf\")) }\nlast = ${p.deep}\n",
        "raw = \"\"\"line\n\"quoted\" ${x}\"\"\"\nn = 1 2 3 x.y\n10.0 = ${raw}\n",
        "a : { b : { c : ${a.b.d}, d : 1 } }, a.b.d = 2\nl = [ { x = ${a} }, ${a} { e = 3 }, [[]] ]\n",
        "bar : { a : ${foo.d}, b : 1 }\nbar.b = 3\nfoo : { c : ${bar.b}, d : 2 }\nfoo.d = 4\n",
    ];

    private static readonly string[] Splices =
    [
        "{", "}", "[", "]", "\"", "\"\"\"", "${", "${?", "}", "=", ":", "+=", ",", "\n", "\r\n", "//", "#", "\\", "include \"one\"",
        "include \"loop\"", "${a}", "${?a}", "${p}", "${a.b}", "a", ".", "a.b", "null", "1e+5", "*", "\0", "\uD83D", "\uFEFF", " ", "\t", ";",
        "required(", "file(", ")", "\\u12", "[[[[[[[[", "{a{a{a{a{a", "😀",
    ];

    private static readonly HoconOptions Options = Load.WithFiles(
        ("one.conf", "one = 1, deep = ${one}"),
        ("two.conf", "include \"one\"\ndeep = ${one}${?p.q}"),
        ("loop.conf", "include \"loop\"\nx = ${x}")) with
    {
        Environment = name => name == "HOME" ? "/home/user" : null,
        MaxDepth = 16,
        MaxExpansion = 20_000,
        MaxSubstitutionDepth = 50,
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void MutatedText_NeverDoesHarm(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < CasesPerSeed; i++)
        {
            var text = Mutated(Corpus[random.Next(Corpus.Length)], random);
            var document = Load.Document(text, i % 5 == 0
                ? Options with { Reference = new HoconReference("reference.conf", Corpus[random.Next(Corpus.Length)]) }
                : Options);
            Assert.All(document.Errors, error => AssertPlaced(error, text));
            if (document.Errors.Count == 0)
                AssertRoundTrip(document.Root, text);
        }
    }

    [Fact]
    public void BytesOfAnyKind_AreTextOrAnError()
    {
        var random = new Random(5);
        for (var i = 0; i < CasesPerSeed; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(Corpus[random.Next(Corpus.Length)]);
            for (var flips = random.Next(1, 4); flips > 0; flips--)
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            var document = HoconLoader.LoadFile("x", Options with { BaseDirectory = null, OpenFile = path => path == "x" ? new MemoryStream(bytes) : null });

            Assert.All(document.Errors, error => Assert.True(error.Line > 0 && error.Column > 0));
            if (document.Errors.Count == 0)
                AssertRoundTrip(document.Root, Encoding.UTF8.GetString(bytes));
        }
    }

    private static string Mutated(string text, Random random)
    {
        var mutated = new StringBuilder(text);
        for (var edits = random.Next(1, 6); edits > 0; edits--)
        {
            var at = random.Next(mutated.Length + 1);
            var length = Math.Min(random.Next(1, 12), mutated.Length - at);
            switch (random.Next(5))
            {
                case 0:
                    mutated.Remove(at, length);
                    break;
                case 1:
                    mutated.Insert(at, mutated.ToString(at, length));
                    break;
                case 2 when length > 0:
                    mutated[at] = (char)(mutated[at] ^ (1 << random.Next(7)));
                    break;
                case 3:
                    mutated.Insert(at, Corpus[random.Next(Corpus.Length)]);
                    break;
                default:
                    mutated.Insert(at, Splices[random.Next(Splices.Length)]);
                    break;
            }
        }

        return mutated.ToString();
    }

    private static void AssertPlaced(HoconError error, string text)
    {
        Assert.NotEmpty(error.File);
        Assert.NotEmpty(error.Message);
        Assert.True(error.Line > 0 && error.Column > 0);
        if (error.File != "test.conf")
            return;
        var lines = text.Split('\n');
        Assert.True(error.Line <= lines.Length, string.Create(CultureInfo.InvariantCulture, $"line {error.Line} of {lines.Length}"));
        Assert.True(error.Column <= lines[error.Line - 1].Length + 1);
    }

    private static void AssertRoundTrip(HoconObject root, string text)
    {
        var json = root.ToJson();
        using var parsed = JsonDocument.Parse(json);
        var again = Load.Document(json, Options);
        Assert.True(again.Errors.Count == 0, text);
        Assert.Equal(json, again.Root.ToJson());
    }
}
