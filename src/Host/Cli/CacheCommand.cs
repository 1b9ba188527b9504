using System.CommandLine;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ActorProxy.Host.Admin;

namespace ActorProxy.Host.Cli;

/// <summary><c>cache purge</c>: throws away what a running proxy has stored, through its admin API.</summary>
internal static class CacheCommand
{
    private static readonly Option<string?> Url = new("--url") { Description = "One URL: http://host/path?query.", HelpName = "URL" };
    private static readonly Option<string?> Prefix = new("--prefix") { Description = "Every URL that begins so: http://host/dir/.", HelpName = "URL" };
    private static readonly Option<string?> Host = new("--host") { Description = "Every URL of a host.", HelpName = "NAME" };
    private static readonly Option<string?> Tag = new("--tag") { Description = "Every response with this word in Surrogate-Key or Cache-Tag.", HelpName = "WORD" };
    private static readonly Option<bool> All = new("--all") { Description = "Everything." };
    private static readonly Option<string?> Route = new("--route") { Description = "Only what this route has stored.", HelpName = "NAME" };
    private static readonly Option<bool> Soft = new("--soft") { Description = "Make it stale only: it is asked about before it is used again." };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var purge = new Command("purge", "Throws away what is stored.") { Url, Prefix, Host, Tag, All, Route, Soft };
        purge.SetAction((parsed, cancel) => PurgeAsync(parsed, cancel));
        return new Command("cache", "What a running proxy has stored.") { purge, AdminCall.Address };
    }

    private static Task<int> PurgeAsync(ParseResult parsed, CancellationToken cancel)
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
        return AdminCall.SendAsync(parsed, AdminCall.Request(HttpMethod.Post, "api/cache/purge", JsonContent.Create(request)), Say, cancel);
    }

    // The exit code is 1 when a node was not reached.
    private static int Say(AdminAnswer answer, InvocationConfiguration console)
    {
        if (!answer.IsDone)
            return answer.SayProblem(console);
        var report = answer.Read(AdminJson.Readable.PurgeReport);
        foreach (var (name, count) in report.Routes.Concat(report.Nodes))
            console.Output.WriteLine($"{name}: {count}");
        console.Output.WriteLine($"purged: {report.Purged}");
        foreach (var node in report.Unreached)
            console.Error.WriteLine($"not reached: {node}");
        return report.Unreached.Count > 0 ? 1 : 0;
    }
}
