using System.CommandLine;
using System.Globalization;
using System.Net;
using ActorProxy.Host.Admin;
using ActorProxy.Host.Configuration;

namespace ActorProxy.Host.Cli;

/// <summary>Says what has become of a change of the configuration.</summary>
internal static class ChangeAnswer
{
    /// <summary>The exit code: 0 only when every node serves it.</summary>
    /// <param name="answer">Of the admin API.</param>
    /// <param name="console">Where it is said.</param>
    /// <param name="file">What was sent, for the place of errors; null: nothing was.</param>
    public static int Say(AdminAnswer answer, InvocationConfiguration console, string? file = null) => answer.Status switch
    {
        HttpStatusCode.OK => SayApplied(answer.Read(AdminJson.Readable.AppliedReport), console),
        HttpStatusCode.UnprocessableEntity => SayRefused(answer.Read(AdminJson.Readable.RefusedReport), console, file),
        HttpStatusCode.Conflict => SayUndone(answer.Read(AdminJson.Readable.RolledBackReport), console),
        _ => answer.SayProblem(console),
    };

    private static int SayApplied(AppliedReport report, InvocationConfiguration console)
    {
        console.Output.WriteLine($"configuration {report.Epoch} is served");
        SayWatched(report.Watched, console.Output);
        foreach (var keyPath in report.RestartNeeded)
            console.Error.WriteLine($"needs a restart: {keyPath}");
        foreach (var node in report.Unconfirmed)
            console.Error.WriteLine($"not confirmed yet: {node}");
        return report.Unconfirmed.Count > 0 ? 1 : 0;
    }

    private static int SayRefused(RefusedReport report, InvocationConfiguration console, string? file)
    {
        foreach (var error in report.Errors)
        {
            var name = file is not null && error.File == ConfigurationEndpoints.SourceName ? file : error.File;
            console.Error.WriteLine(new ConfigurationError(name, error.Line, error.Path, error.Message) { Node = error.Node });
        }

        return 1;
    }

    // The epoch tells a trial that was undone from a change that was refused because of one.
    private static int SayUndone(RolledBackReport report, InvocationConfiguration console)
    {
        console.Error.WriteLine(report.Epoch > 0 ? $"undone, configuration {report.Epoch} goes on: {report.Error}" : report.Error);
        SayWatched(report.Watched, console.Error);
        return 1;
    }

    private static void SayWatched(WatchedReport? seen, TextWriter writer)
    {
        if (seen is null)
            return;
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"watched{(seen.Node.Length > 0 ? $" on {seen.Node}" : "")} for {seen.Seconds} s: {seen.Requests} requests, {seen.ErrorRate:0.##%} of them 5xx, p99 {seen.P99Ms} ms (usually {seen.UsualP99Ms} ms), {seen.Ejections} ejections, {seen.Unanswered} unanswered"));
        if (seen.Note.Length > 0)
            writer.WriteLine(seen.Note);
    }
}
