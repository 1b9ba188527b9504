using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace ActorProxy.Host.Admin;

/// <summary>The ways the admin API answers.</summary>
internal static class Answers
{
    /// <summary>A JSON document.</summary>
    public static async Task AnswerAsync<T>(this HttpContext http, int status, T document, JsonTypeInfo<T> type)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.Headers.CacheControl = "no-store";
        await JsonSerializer.SerializeAsync(http.Response.Body, document, type, http.RequestAborted);
        // For those who read it in a terminal.
        await http.Response.Body.WriteAsync("\n"u8.ToArray(), http.RequestAborted);
    }

    /// <summary><c>{"error": message}</c>.</summary>
    public static Task AnswerProblemAsync(this HttpContext http, int status, string message) =>
        http.AnswerAsync(status, new Problem(message), AdminJson.Readable.Problem);

    /// <summary>Text.</summary>
    public static Task AnswerTextAsync(this HttpContext http, int status, string text, string contentType = "text/plain; charset=utf-8")
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsync(text, http.RequestAborted);
    }
}
