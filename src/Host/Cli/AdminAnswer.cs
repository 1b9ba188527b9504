using System.CommandLine;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ActorProxy.Host.Admin;
using Microsoft.AspNetCore.WebUtilities;

namespace ActorProxy.Host.Cli;

/// <summary>What the admin API has answered.</summary>
/// <param name="Status">Of the response.</param>
/// <param name="Body">JSON, or text where text was asked for.</param>
internal sealed record AdminAnswer(HttpStatusCode Status, string Body)
{
    /// <summary>Whether it was done.</summary>
    public bool IsDone => Status == HttpStatusCode.OK;

    /// <summary>The document; JsonException when it is none.</summary>
    public T Read<T>(JsonTypeInfo<T> type)
        where T : class => JsonSerializer.Deserialize(Body, type) ?? throw new JsonException("the answer is empty");

    /// <summary>Prints a text that was asked for, or why there is none.</summary>
    public int SayText(InvocationConfiguration console)
    {
        if (!IsDone)
            return SayProblem(console);
        console.Output.Write(Body.Length == 0 || Body.EndsWith('\n') ? Body : Body + "\n");
        return 0;
    }

    /// <summary>Says why it was not done, in the words of the API; the exit code.</summary>
    public int SayProblem(InvocationConfiguration console)
    {
        console.Error.WriteLine(Problem() ?? $"{(int)Status} {ReasonPhrases.GetReasonPhrase((int)Status)}");
        return 1;
    }

    // Null: it is not the API that has answered.
    private string? Problem()
    {
        try
        {
            return JsonSerializer.Deserialize(Body, AdminJson.Readable.Problem)?.Error;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
