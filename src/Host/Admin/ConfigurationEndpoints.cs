using System.Globalization;
using System.Text;
using System.Text.Json;
using ActorProxy.Host.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorProxy.Host.Admin;

/// <summary>Reads and replaces the configuration. The epoch is the entity tag (RFC 9110 section 8.8.3).</summary>
internal static class ConfigurationEndpoints
{
    /// <summary>The largest text that is taken.</summary>
    public const int MaxTextBytes = 8 * 1024 * 1024;

    // How a text without a file is called in errors.
    private const string SourceName = "api/config";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary><c>GET|PUT /api/config</c>, <c>GET /api/config/history</c>, <c>POST /api/config/rollback</c>.</summary>
    public static void Map(IEndpointRouteBuilder app, AdminContext context)
    {
        app.MapGet("/api/config", http => GetAsync(http, context));
        app.MapPut("/api/config", http => PutAsync(http, context.Configuration));
        app.MapGet("/api/config/history", http => HistoryAsync(http, context.Configuration));
        app.MapPost("/api/config/rollback", http => RollbackAsync(http, context.Configuration));
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

        var text = await ReadTextAsync(http.Request);
        if (text is null)
        {
            await http.AnswerProblemAsync(StatusCodes.Status400BadRequest, "the text is not UTF-8");
            return;
        }

        await AnswerAsync(http, await control.ApplyAsync(SourceName, () => Load(control, text), epoch));
    }

    private static Task HistoryAsync(HttpContext http, ConfigurationControl control) => http.AnswerAsync(
        StatusCodes.Status200OK,
        new HistoryReport(control.History),
        AdminJson.Readable.HistoryReport);

    private static async Task RollbackAsync(HttpContext http, ConfigurationControl control)
    {
        var history = control.History;
        if (!TryReadRollback(await ReadTextAsync(http.Request), out var epoch))
        {
            await http.AnswerProblemAsync(StatusCodes.Status400BadRequest, "the body must be empty or {\"epoch\": N}");
            return;
        }

        var target = epoch is null ? history.ElementAtOrDefault(1) : history.FirstOrDefault(entry => entry.Epoch == epoch);
        if (target is null)
        {
            var known = string.Join(", ", history.Select(entry => entry.Epoch));
            await http.AnswerProblemAsync(StatusCodes.Status404NotFound, $"nothing to go back to; known epochs: {known}");
            return;
        }

        await AnswerAsync(http, await control.ApplyAsync($"rollback to {target.Epoch}", () => Load(control, target.Text)));
    }

    private static Task AnswerAsync(HttpContext http, ChangeResult result)
    {
        http.Response.Headers.ETag = Tag(result.Epoch);
        return result.Outcome switch
        {
            ChangeOutcome.Applied => http.AnswerAsync(
                StatusCodes.Status200OK,
                new AppliedReport(result.Epoch, result.RestartNeeded),
                AdminJson.Readable.AppliedReport),
            ChangeOutcome.Outdated => http.AnswerProblemAsync(
                StatusCodes.Status412PreconditionFailed,
                $"epoch {result.Epoch} is served by now"),
            _ => http.AnswerAsync(
                StatusCodes.Status422UnprocessableEntity,
                new RefusedReport([.. result.Errors.Select(error => new ErrorReport(error.File, error.Line, error.KeyPath, error.Message))]),
                AdminJson.Readable.RefusedReport),
        };
    }

    private static LoadResult Load(ConfigurationControl control, string text) => control.Load(text, SourceName);

    private static string Tag(long epoch) => string.Create(CultureInfo.InvariantCulture, $"\"{epoch}\"");

    private static bool TryReadIfMatch(HttpRequest request, out long? epoch)
    {
        var value = request.Headers.IfMatch.ToString();
        epoch = null;
        if (value is "" or "*")
            return true;
        if (!long.TryParse(value.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        epoch = number;
        return true;
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
internal sealed record AppliedReport(long Epoch, IReadOnlyList<string> RestartNeeded);

/// <summary>The answer when it was not.</summary>
internal sealed record RefusedReport(IReadOnlyList<ErrorReport> Errors);

/// <summary>One error of a configuration.</summary>
internal sealed record ErrorReport(string File, int Line, string Path, string Message);

/// <summary>The answer of <c>GET /api/config/history</c>, the newest first.</summary>
internal sealed record HistoryReport(IReadOnlyList<HistoryEntry> Entries);

/// <summary>The optional body of <c>POST /api/config/rollback</c>.</summary>
internal sealed record RollbackRequest(long? Epoch);
