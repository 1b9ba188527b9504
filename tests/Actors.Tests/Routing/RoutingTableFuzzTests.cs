using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Tests.Routing;

public sealed class RoutingTableFuzzTests
{
    private static readonly string[] Hosts = ["-", "a", "b.a", "*.a", "*.b.a", "c.b.a", "*.c"];
    private static readonly string[] Asked = ["a", "b.a", "c.b.a", "d.c.b.a", "c", "x.c", "", "a.", ".a", "..", "z"];
    private static readonly string[] Segments = ["/", "/x", "/y", "/x/", "//", "/xy"];

    [Fact]
    public void Match_InRandomTables_GivesWhatReadingAllRoutesGives()
    {
        var random = new Random(99);
        for (var round = 0; round < 3000; round++)
        {
            string[] routes = [.. Enumerable.Range(0, random.Next(8)).Select(_ => $"{Pick(random, Hosts)} {RandomPath(random)}")];
            var table = TestTables.Of(routes);
            for (var i = 0; i < 20; i++)
            {
                var host = Pick(random, Asked);
                var path = string.Concat(random.GetItems(Segments, random.Next(1, 4)));
                Assert.Equal(Expected(table.Settings.Routes, host, path), table.Match(host, path)?.Settings.Name);
            }
        }
    }

    private static string RandomPath(Random random)
    {
        var path = string.Concat(random.GetItems(Segments, random.Next(1, 3)));
        return random.Next(4) switch { 0 => "= " + path, 1 => "~ " + path + "$", _ => path };
    }

    // The documented order, said by sorting: host rank, then path rank, then place in the file.
    private static string? Expected(IReadOnlyList<RouteSettings> routes, string host, string path) => routes
        .Select((route, place) => (route.Name, Host: HostRank(route, host), Path: PathRank(route.Path, path), Place: place))
        .Where(rated => rated is { Host: >= 0, Path: >= 0 })
        .OrderByDescending(rated => rated.Host).ThenByDescending(rated => rated.Path).ThenBy(rated => rated.Place)
        .FirstOrDefault().Name;

    private static int HostRank(RouteSettings route, string host)
    {
        var asked = host.EndsWith('.') ? host[..^1] : host;
        return route.Hosts switch
        {
            [] => 0,
            [['*', .. var suffix]] => asked.EndsWith(suffix, StringComparison.Ordinal) && asked.Length > suffix.Length && asked[0] != '.'
                ? suffix.Length : -1,
            [var name] => name == asked ? 1000 : -1,
            _ => throw new InvalidOperationException("one host at most"),
        };
    }

    private static int PathRank(PathMatch match, string path) => match.Kind switch
    {
        PathMatchKind.Exact => match.Text == path ? 2000 : -1,
        PathMatchKind.Regex => path.EndsWith(match.Text[..^1], StringComparison.Ordinal) ? 1000 : -1,
        _ => path == match.Text || path.StartsWith(match.Text.EndsWith('/') ? match.Text : match.Text + "/", StringComparison.Ordinal)
            ? match.Text.Length : -1,
    };

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
