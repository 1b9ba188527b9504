using System.Text;
using ActorProxy.Streams.Caching.Rules;

namespace ActorProxy.Streams.Tests.Caching.Rules;

/// <summary>Whatever stands in a field, its parser gives an answer within bounds.</summary>
public sealed class ParserFuzzTests
{
    private const string Telling = "\",;=\\* \t-:/?()'0123456789abcmxgz\0\u00e9\uffff\ud800";

    private static readonly string[] Seeds =
    [
        "max-age=60, s-maxage=\"5\", no-cache=\"A, B\", private, stale-while-revalidate=9",
        "max-age=60;a=\"b\", ext=(1 \"x\" tok);q, no-store=?0, bin=:aGk=:, dec=-1.5",
        "bytes=0-3, 5-, -7",
        "\"a\", W/\"b,c\", *",
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Accept, *, Accept-Language",
        "no-cache, max-stale, min-fresh=5, only-if-cached",
        "99999999999999999999",
    ];

    [Fact]
    public void Parsers_OfAnyText_AnswerWithinBounds()
    {
        var random = new Random(9111);
        for (var round = 0; round < 10_000; round++)
            Judge(Text(random));
    }

    [Fact]
    public void Parsers_OfLongText_AnswerWithinBounds()
    {
        foreach (var unit in new[] { "a", ",", "\"", "\\", "=", "(", ";", "0", "a=\"", "W/", "\",\"", "0-1,", ";a", "()", " " })
            Judge(string.Concat(Enumerable.Repeat(unit, 8192 / unit.Length)));
    }

    private static void Judge(string text)
    {
        var directives = CacheDirectives.Parse(text);
        Assert.True(directives is { MaxAge: null or >= 0, SharedMaxAge: null or >= 0, StaleIfError: null or >= 0, StaleWhileRevalidate: null or >= 0 }, text);
        Assert.True(TargetedDirectives.Parse(text) is null or { MaxAge: null or >= 0, SharedMaxAge: null or >= 0 }, text);
        Assert.True(RequestDirectives.Parse(text, text) is { MaxAge: null or >= 0, MaxStale: null or >= 0, MinFresh: null or >= 0 }, text);
        Assert.True(DeltaSeconds.Parse(text) is null or >= 0, text);
        JudgeRange(text, 10);
        JudgeRange(text, long.MaxValue);
        EntityTag.IsListed("\"a\"", text);
        EntityTag.IsListed(text, text);
        JudgeFields(text);
    }

    private static void JudgeRange(string text, long length)
    {
        foreach (var field in new[] { text, $"bytes={text}" })
        {
            var verdict = ByteRange.Parse(field, length, out var range);
            Assert.True(verdict is not RangeVerdict.Part || (range.Start >= 0 && range.Length > 0 && range.Length <= length - range.Start), field);
        }
    }

    private static void JudgeFields(string text)
    {
        var fields = new FieldLines(Lines("Date", "Age", "Expires", "Last-Modified", "Vary", "ETag", "Cache-Control", "CDN-Cache-Control"));
        Assert.InRange(Freshness.InitialAge(fields, Make.Moment, 0), 0, 1e12);
        Assert.InRange(Freshness.Heuristic(fields, Make.Moment), 0, 24 * 60 * 60);
        Preconditions.IsNotModified(text, text, fields, Make.Moment);
        Preconditions.IsNotModified(null, text, fields, Make.Moment);
        Preconditions.AllowsRange(text, fields);
        var plan = Storability.Decide(new OriginAnswer(200, fields, Make.Moment, 0), new StoragePolicy(false));
        Assert.InRange(plan.Lifetime, 0, 1e12);
        var vary = Vary.Of(fields, []);
        Assert.Equal(vary.KeyOf(new Whole(text)), vary.KeyOf(new Whole(text)));

        KeyValuePair<string, string>[] Lines(params string[] names) => [.. names.Select(name => KeyValuePair.Create(name, text))];
    }

    private static string Text(Random random)
    {
        var text = new StringBuilder(Seeds[random.Next(Seeds.Length)]);
        if (random.Next(5) == 0)
            text.Clear();
        for (var changes = random.Next(12); changes > 0; changes--)
        {
            var at = random.Next(text.Length + 1);
            if (random.Next(3) == 0 && at < text.Length)
                text.Remove(at, random.Next(1, text.Length - at + 1) > 3 ? 1 : Math.Min(2, text.Length - at));
            else
                text.Insert(at, random.Next(8) == 0 ? Seeds[random.Next(Seeds.Length)] : Telling[random.Next(Telling.Length)].ToString());
        }

        return text.ToString();
    }

    private sealed class Whole(string text) : IRequestValues
    {
        public string? Value(string name) => text;
    }
}
