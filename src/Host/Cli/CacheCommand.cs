using System.CommandLine;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ActorProxy.Host.Cli;

/// <summary><c>cache purge</c>: throws away what a running proxy has stored, through its admin API.</summary>
internal static class CacheCommand
{
    private const string DefaultAdmin = "http://127.0.0.1:9900";

    private static readonly Option<string?> Url = new("--url") { Description = "One URL: http://host/path?query.", HelpName = "URL" };
    private static readonly Option<string?> Prefix = new("--prefix") { Description = "Every URL that begins so: http://host/dir/.", HelpName = "URL" };
    private static readonly Option<string?> Host = new("--host") { Description = "Every URL of a host.", HelpName = "NAME" };
    private static readonly Option<string?> Tag = new("--tag") { Description = "Every response with this word in Surrogate-Key or Cache-Tag.", HelpName = "WORD" };
    private static readonly Option<bool> All = new("--all") { Description = "Everything." };
    private static readonly Option<string?> Route = new("--route") { Description = "Only what this route has stored.", HelpName = "NAME" };
    private static readonly Option<bool> Soft = new("--soft") { Description = "Make it stale only: it is asked about before it is used again." };
    private static readonly Option<string> Admin = new("--admin")
    {
        Description = $"The admin API ({DefaultAdmin}).",
        HelpName = "URL",
        DefaultValueFactory = _ => DefaultAdmin,
    };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var purge = new Command("purge", "Throws away what is stored.") { Url, Prefix, Host, Tag, All, Route, Soft, Admin };
        purge.SetAction((parsed, cancel) => PurgeAsync(parsed, cancel));
        return new Command("cache", "What a running proxy has stored.") { purge };
    }

    private static async Task<int> PurgeAsync(ParseResult parsed, CancellationToken cancel)
    {
        var request = new JsonObject
        {
            ["url"] = parsed.GetValue(Url),
            ["prefix"] = parsed.GetValue(Prefix),
            ["host"] = parsed.GetValue(Host),
            ["tag"] = parsed.GetValue(Tag),
            ["route"] = parsed.GetValue(Route),
            ["all"] = parsed.GetValue(All),
            ["soft"] = parsed.GetValue(Soft),
        };
        var console = parsed.InvocationConfiguration;
        try
        {
            using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
            using var response = await client.PostAsJsonAsync($"{parsed.GetRequiredValue(Admin).TrimEnd('/')}/api/cache/purge", request, cancel);
            var answer = await response.Content.ReadFromJsonAsync<JsonObject>(cancel);
            return Say(console, response.IsSuccessStatusCode, answer);
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or UriFormatException or InvalidOperationException)
        {
            await console.Error.WriteLineAsync($"{parsed.GetRequiredValue(Admin)}: {failure.Message}");
            return 1;
        }
    }

    /// <summary>Says what was purged; the exit code, which is 1 when a node was not reached.</summary>
    internal static int Say(InvocationConfiguration console, bool isDone, JsonObject? answer)
    {
        if (!isDone)
        {
            console.Error.WriteLine(answer?["error"]?.ToString() ?? "refused");
            return 1;
        }

        foreach (var (route, count) in answer?["routes"]?.AsObject() ?? [])
            console.Output.WriteLine($"{route}: {count}");
        foreach (var (node, count) in answer?["nodes"]?.AsObject() ?? [])
            console.Output.WriteLine($"{node}: {count}");
        console.Output.WriteLine($"purged: {answer?["purged"]}");
        var unreached = answer?["unreached"]?.AsArray() ?? [];
        foreach (var node in unreached)
            console.Error.WriteLine($"not reached: {node}");
        return unreached.Count > 0 ? 1 : 0;
    }
}
