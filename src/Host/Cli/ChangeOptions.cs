using System.CommandLine;
using Microsoft.AspNetCore.Http;

namespace ActorProxy.Host.Cli;

/// <summary>What can be said about a change of the configuration. The options are called as in the query of the admin API, which checks them.</summary>
internal static class ChangeOptions
{
    private static readonly Option<string?>[] All =
    [
        Of("--message", "TEXT", "Why, for the history."),
        Of("--guard", "TIME", "Tries it on one node first for so long, such as 60s, and goes back when that fares ill; off: leaves out the trial that proxy.guard asks for."),
        Of("--guard-error-rate", "SHARE", "The largest share of responses with 5xx during the trial, such as 1%."),
        Of("--guard-p99", "BOUND", "The largest 99th percentile of durations: 3x what is usual, a time such as 500ms, or off."),
        Of("--guard-ejections", "N", "The most ejections of backends."),
        Of("--guard-requests", "N", "With fewer requests, rate and durations are not judged."),
    ];

    /// <summary>Lets a verb take them.</summary>
    public static void AddTo(Command command)
    {
        foreach (var option in All)
            command.Add(option);
    }

    /// <summary>Those that were given, as a query.</summary>
    public static QueryString Query(ParseResult parsed) => QueryString.Create(
        All.Where(option => parsed.GetValue(option) is not null).Select(option => KeyValuePair.Create(option.Name.TrimStart('-'), parsed.GetValue(option))));

    private static Option<string?> Of(string name, string value, string description) => new(name) { Description = description, HelpName = value };
}
