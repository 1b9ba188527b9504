using ActorProxy.Actors.Routing;

namespace ActorProxy.Actors.Tests.Routing;

public sealed class PathNormalizerFuzzTests
{
    private static readonly string[] Pieces =
    [
        "/", "/", "/", ".", "..", "%2e", "%2E", "%2f", "%2F", "%5c", "%25", "%252e", "%3b", ";", "a", "b", "%61", "%C3%A9", "%C3", "%F0%9F%98%80",
        "%00", "%0a", "%", "\\", "?", "#", "é", " ", "%20", "\0", "*", "\ud800",
    ];

    [Fact]
    public void Path_OfAnyText_IsRefusedOrNormalForGood()
    {
        var random = new Random(1234);
        var taken = 0;
        for (var round = 0; round < 400_000; round++)
        {
            var raw = (random.Next(20) == 0 ? "" : "/") + string.Concat(random.GetItems(Pieces, random.Next(10)));
            if (!PathNormalizer.TryNormalize(raw, out var path))
                continue;

            taken++;
            AssertNormal(raw, path);
        }

        Assert.InRange(taken, 50_000, 400_000);
    }

    private static void AssertNormal(string raw, string path)
    {
        Assert.True(path.Length <= raw.Length);
        Assert.True(path == "*" || path[0] == '/', raw);
        Assert.DoesNotContain(path.Split('/'), segment => segment is "." or "..");
        Assert.DoesNotContain(path, c => c is < ' ' or '\x7f' or '\\' or '?' or '#');
        Assert.True(PathNormalizer.TryNormalize(path, out var again), raw);
        Assert.Same(path, again);

        var buffer = new char[raw.Length];
        Assert.True(PathNormalizer.TryNormalize(raw, buffer, out var span));
        Assert.Equal(path, span.ToString());
    }
}
