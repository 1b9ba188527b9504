using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ActorProxy.Actors.Rollouts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorProxy.Host.Admin;

/// <summary>Reads and replaces the configuration. The epoch is the entity tag (RFC 9110 section 8.8.3).</summary>
internal static class ConfigurationEndpoints
{
    /// <summary>The largest text that is taken.</summary>
    public const int MaxTextBytes = 8 * 1024 * 1024;

    /// <summary>How a text without a file is called in errors.</summary>
    public const string SourceName = "api/config";

    private const int LongestMessage = 500;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary><c>GET|PUT /api/config</c>, <c>GET /api/config/history</c>, <c>GET /api/config/diff</c>, <c>POST /api/config/rollback</c>,
    /// <c>POST /api/config/trial/keep|undo</c>.</summary>
    public static void Map(IEndpointRouteBuilder app, AdminContext context)
    {
        app.MapGet("/api/config", http => GetAsync(http, context));
        app.MapPut("/api/config", http => PutAsync(http, context.Configuration));
        app.MapGet("/api/config/history", http => HistoryAsync(http, context.Configuration));
        app.MapGet("/api/config/diff", http => DiffAsync(http, context.Configuration));
        app.MapPost("/api/config/rollback", http => RollbackAsync(http, context.Configuration));
        app.MapPost("/api/config/trial/keep", http => EndTrialAsync(http, context.Configuration, isKept: true));
        app.MapPost("/api/config/trial/undo", http => EndTrialAsync(http, context.Configuration, isKept: false));
    }

    private static Task GetAsync(HttpContext http, AdminContext context)
    {
        http.Response.Headers.ETag = Tag(context.Node.Table.Current.Epoch);
        return http.AnswerTextAsync(StatusCodes.Status200OK, context.Node.Configuration.Text);
    }

    private static async Task PutAsync(HttpContext http, ConfigurationControl control)
    {
        if (!TryReadIfMatch(http.Request, out var epoch))
        {
            await http.AnswerProblemAsync(StatusCodes.Status400BadRequest, "If-Match must be an epoch, such as \"7\"");
            return;
        }

        var guard = GuardQuery.Read(http.Request.Query, control.UsualGuard, isUsual: true);
        if (guard.Error is not null)
        {
            await http.AnswerProblemAsync(StatusCodes.Status400BadRequest, guard.Error);
            return;
        }

        var text = await ReadTextAsync(http.Request);
        if (text is null)
        {
            await http.AnswerProblemAsync(StatusCodes.Status400BadRequest, "the text is not UTF-8");
            return;
        }

        await AnswerAsync(http, await control.ApplyAsync(new Proposal(SourceName, MessageOf(http.Request), text, epoch, guard.Value)));
    }

    private static Task HistoryAsync(HttpContext http, ConfigurationControl control) => http.AnswerAsync(
        StatusCodes.Status200OK,
        new HistoryReport([.. control.History.Select(HistoryEntry.Of)]),
        AdminJson.Readable.HistoryReport);

    private static Task DiffAsync(HttpContext http, ConfigurationControl control)
    {
        var history = control.History;
        var to = Find("to", history[0].Epoch);
        var from = to is null ? null : Find("from", history.FirstOrDefault(entry => entry.Epoch < to.Epoch)?.Epoch ?? 0);
        return from is null || to is null
            ? http.AnswerProblemAsync(StatusCodes.Status404NotFound, $"known epochs: {string.Join(", ", history.Select(entry => entry.Epoch))}")
            : http.AnswerTextAsync(StatusCodes.Status200OK, LineDiff.Between($"epoch {from.Epoch}", from.Text, $"epoch {to.Epoch}", to.Text));

        ConfigurationVersion? Find(string name, long usual)
        {
            var wanted = long.TryParse(http.Request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var epoch) ? epoch : usual;
            return history.FirstOrDefault(entry => entry.Epoch == wanted);
        }
    }

    private static async Task RollbackAsync(HttpContext http, ConfigurationControl control)
    {
        var history = control.History;
        if (!TryReadRollback(await ReadTextAsync(http.Request), out var epoch))
        {
            await http.AnswerProblemAsync(StatusCodes.Status400BadRequest, "the body must be empty or {\"epoch\": N}");
            return;
        }

        // What was served once is not new: back at once, unless the query asks for a trial.
        var guard = GuardQuery.Read(http.Request.Query, control.UsualGuard, isUsual: false);
        if (guard.Error is not null)
        {
            await http.AnswerProblemAsync(StatusCodes.Status400BadRequest, guard.Error);
            return;
        }

        var target = epoch is null ? history.ElementAtOrDefault(1) : history.FirstOrDefault(entry => entry.Epoch == epoch);
        if (target is null)
        {
            if (await control.FindTrialAsync() is > 0 and var tried)
                await http.AnswerProblemAsync(StatusCodes.Status409Conflict, $"configuration {tried} is on trial; POST /api/config/trial/undo goes back from that");
            else
                await http.AnswerProblemAsync(
                    StatusCodes.Status404NotFound, $"nothing to go back to; known epochs: {string.Join(", ", history.Select(entry => entry.Epoch))}");
            return;
        }

        await AnswerAsync(http, await control.ApplyAsync(
            new Proposal($"rollback to {target.Epoch}", MessageOf(http.Request), target.Text, Guard: guard.Value)));
    }

    private static async Task EndTrialAsync(HttpContext http, ConfigurationControl control, bool isKept)
    {
        if (!TryReadRollback(await ReadTextAsync(http.Request), out var epoch))
        {
            await http.AnswerProblemAsync(StatusCodes.Status400BadRequest, "the body must be empty or {\"epoch\": N}");
            return;
        }

        var result = await control.EndTrialAsync(epoch, isKept);
        await AnswerAsync(http, isKept ? result : result.AsUndo());
    }

    private static Task AnswerAsync(HttpContext http, ChangeResult result)
    {
        http.Response.Headers.ETag = Tag(result.Epoch);
        return result.Outcome switch
        {
            ChangeOutcome.Applied => http.AnswerAsync(
                StatusCodes.Status200OK,
                new AppliedReport(result.Epoch, result.RestartNeeded)
                {
                    Unconfirmed = [.. result.Errors.Select(error => error.Node).Distinct()],
                    Watched = WatchedReport.Of(result.Watched),
                },
                AdminJson.Readable.AppliedReport),
            ChangeOutcome.Outdated => http.AnswerProblemAsync(
                StatusCodes.Status412PreconditionFailed,
                $"epoch {result.Epoch} is served by now"),
            ChangeOutcome.RolledBack => http.AnswerAsync(
                StatusCodes.Status409Conflict,
                new RolledBackReport(result.Epoch, string.Join("; ", result.Errors.Select(error => error.Message)), WatchedReport.Of(result.Watched)),
                AdminJson.Readable.RolledBackReport),
            ChangeOutcome.NotOnTrial => http.AnswerProblemAsync(
                StatusCodes.Status404NotFound,
                $"there is no such trial; epoch {result.Epoch} is served"),
            ChangeOutcome.OnTrial => http.AnswerProblemAsync(
                StatusCodes.Status409Conflict,
                string.Join("; ", result.Errors.Select(error => error.Message))),
            ChangeOutcome.Unknown => http.AnswerProblemAsync(
                StatusCodes.Status503ServiceUnavailable,
                string.Join("; ", result.Errors.Select(error => error.Message))),
            _ => http.AnswerAsync(
                StatusCodes.Status422UnprocessableEntity,
                new RefusedReport([.. result.Errors.Select(error => new ErrorReport(error.File, error.Line, error.KeyPath, error.Message, error.Node))]),
                AdminJson.Readable.RefusedReport),
        };
    }

    // What the author says about it, for the history.
    private static string MessageOf(HttpRequest request) => request.Query["message"].ToString() is var message && message.Length > LongestMessage
        ? message[..LongestMessage]
        : message;

    private static string Tag(long epoch) => string.Create(CultureInfo.InvariantCulture, $"\"{epoch}\"");

    // Epochs begin at 1; 0 is any.
    private static bool TryReadIfMatch(HttpRequest request, out long epoch)
    {
        var value = request.Headers.IfMatch.ToString();
        epoch = 0;
        return value is "" or "*" || (long.TryParse(value.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out epoch) && epoch > 0);
    }

    private static async Task<string?> ReadTextAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body, StrictUtf8, detectEncodingFromByteOrderMarks: false);
        try
        {
            return await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool TryReadRollback(string? body, out long? epoch)
    {
        epoch = null;
        if (body is "")
            return true;
        try
        {
            epoch = body is null ? null : JsonSerializer.Deserialize(body, AdminJson.Readable.RollbackRequest)?.Epoch;
            return epoch is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

/// <summary>The answer when a configuration was applied.</summary>
internal sealed record AppliedReport(long Epoch, IReadOnlyList<string> RestartNeeded)
{
    /// <summary>Nodes that had not confirmed it in time; they take it when they can be reached.</summary>
    public IReadOnlyList<string> Unconfirmed { get; init; } = [];

    /// <summary>What was seen while it was on trial; left out when it was not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WatchedReport? Watched { get; init; }
}

/// <summary>The answer when it was not.</summary>
internal sealed record RefusedReport(IReadOnlyList<ErrorReport> Errors);

/// <summary>One error of a configuration.</summary>
internal sealed record ErrorReport(string File, int Line, string Path, string Message, string Node);

/// <summary>The answer of <c>GET /api/config/history</c>, the newest first.</summary>
internal sealed record HistoryReport(IReadOnlyList<HistoryEntry> Entries);

/// <summary>One configuration that was served, or still is.</summary>
internal sealed record HistoryEntry(long Epoch, DateTimeOffset AppliedAt, string Source, string Message, string Text)
{
    public static HistoryEntry Of(ConfigurationVersion version) => new(version.Epoch, version.AppliedAt, version.Source, version.Message, version.Text);
}

/// <summary>The optional body of <c>POST /api/config/rollback</c> and of <c>POST /api/config/trial/keep|undo</c>.</summary>
internal sealed record RollbackRequest(long? Epoch);
