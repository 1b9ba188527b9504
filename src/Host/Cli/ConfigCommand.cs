using System.CommandLine;
using System.Globalization;
using System.Net.Http.Json;
using ActorProxy.Host.Admin;
using Microsoft.AspNetCore.Http;

namespace ActorProxy.Host.Cli;

/// <summary><c>config show|put|history|diff|rollback|trial</c>: the configuration that a running proxy serves, through its admin API.</summary>
internal static class ConfigCommand
{
    /// <summary>The verbs.</summary>
    public static Command Create() => new("config", "The configuration that a running proxy, or all nodes of a cluster, serve.")
    {
        CreateShow(), CreatePut(), CreateHistory(), CreateDiff(), CreateRollback(), ConfigTrialCommand.Create(), AdminCall.Address,
    };

    /// <summary>The body that says which epoch is meant; null: it goes without saying.</summary>
    internal static HttpContent? WhichEpoch(long? epoch) =>
        epoch is null ? null : JsonContent.Create(new RollbackRequest(epoch), AdminJson.Readable.RollbackRequest);

    private static Command CreateShow()
    {
        var command = new Command("show", "Prints the configuration that is served.");
        command.SetAction((parsed, cancel) => GetTextAsync(parsed, "api/config", cancel));
        return command;
    }

    private static Command CreatePut()
    {
        var file = new Argument<string>("FILE") { Description = "Its text. Includes and certificates are looked up beside the file of each node." };
        var ifEpoch = new Option<long?>("--if-epoch") { Description = "Only if this one is served, so that nobody's change is overwritten.", HelpName = "N" };
        var command = new Command("put", "Lets all nodes serve another configuration, or none.") { file, ifEpoch };
        ChangeOptions.AddTo(command);
        command.SetAction((parsed, cancel) => PutAsync(parsed, parsed.GetRequiredValue(file), parsed.GetValue(ifEpoch), cancel));
        return command;
    }

    private static Command CreateHistory()
    {
        var command = new Command("history", "Lists the last configurations, the one that is served first.");
        command.SetAction((parsed, cancel) => AdminCall.SendAsync(parsed, AdminCall.Request(HttpMethod.Get, "api/config/history"), SayHistory, cancel));
        return command;
    }

    private static Command CreateDiff()
    {
        var from = new Option<long?>("--from") { Description = "The older one; without it, the one before.", HelpName = "EPOCH" };
        var to = new Option<long?>("--to") { Description = "The newer one; without it, the one that is served.", HelpName = "EPOCH" };
        var command = new Command("diff", "Shows what the last change was, or what changed between two configurations.") { from, to };
        command.SetAction((parsed, cancel) =>
        {
            var asked = new[] { from, to }.Where(option => parsed.GetValue(option) is not null);
            var query = QueryString.Create(asked.Select(option => KeyValuePair.Create<string, string?>(option.Name.TrimStart('-'), Text(parsed.GetValue(option)!.Value))));
            return GetTextAsync(parsed, $"api/config/diff{query}", cancel);
        });
        return command;
    }

    private static Command CreateRollback()
    {
        var epoch = new Argument<long?>("EPOCH") { Description = "Which one; without it, the one before.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("rollback", "Lets all nodes serve a configuration of before. It gets a new epoch.") { epoch };
        ChangeOptions.AddTo(command);
        command.SetAction((parsed, cancel) => AdminCall.SendAsync(
            parsed,
            AdminCall.Request(HttpMethod.Post, $"api/config/rollback{ChangeOptions.Query(parsed)}", WhichEpoch(parsed.GetValue(epoch))),
            (answer, console) => ChangeAnswer.Say(answer, console),
            cancel));
        return command;
    }

    private static Task<int> GetTextAsync(ParseResult parsed, string path, CancellationToken cancel) => AdminCall.SendAsync(
        parsed, AdminCall.Request(HttpMethod.Get, path), (answer, console) => answer.SayText(console), cancel);

    private static async Task<int> PutAsync(ParseResult parsed, string file, long? ifEpoch, CancellationToken cancel)
    {
        byte[] text;
        try
        {
            text = await File.ReadAllBytesAsync(file, cancel);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(failure.Message);
            return 1;
        }

        using var request = AdminCall.Request(HttpMethod.Put, $"api/config{ChangeOptions.Query(parsed)}", new ByteArrayContent(text));
        if (ifEpoch is { } epoch)
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{Text(epoch)}\"");
        return await AdminCall.SendAsync(parsed, request, (answer, console) => ChangeAnswer.Say(answer, console, file), cancel);
    }

    private static int SayHistory(AdminAnswer answer, InvocationConfiguration console)
    {
        if (!answer.IsDone)
            return answer.SayProblem(console);
        var entries = answer.Read(AdminJson.Readable.HistoryReport).Entries;
        var width = entries.Max(entry => entry.Source.Length);
        foreach (var entry in entries)
        {
            var applied = entry.AppliedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
            console.Output.WriteLine(Plain($"{entry.Epoch,6}  {applied}  {entry.Source.PadRight(width)}  {entry.Message}").TrimEnd());
        }

        return 0;
    }

    // Whoever wrote a message does not write to the terminal of whoever reads it.
    private static string Plain(string line) => string.Concat(line.Select(letter => char.IsControl(letter) ? ' ' : letter));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
