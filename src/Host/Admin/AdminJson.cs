using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActorProxy.Host.Admin;

/// <summary>The JSON documents of the admin API.</summary>
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(StatusReport))]
[JsonSerializable(typeof(AppliedReport))]
[JsonSerializable(typeof(RefusedReport))]
[JsonSerializable(typeof(RolledBackReport))]
[JsonSerializable(typeof(HistoryReport))]
[JsonSerializable(typeof(RollbackRequest))]
[JsonSerializable(typeof(DrainReport))]
[JsonSerializable(typeof(OriginReport))]
[JsonSerializable(typeof(HealthReport))]
[JsonSerializable(typeof(PurgeRequest))]
[JsonSerializable(typeof(PurgeReport))]
internal sealed partial class AdminJson : JsonSerializerContext
{
    /// <summary>Indented and with quotes and accents as they are: people read it in a terminal, and it is never part of a page.</summary>
    public static AdminJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    });
}

/// <summary>What is wrong with a request to the API.</summary>
internal sealed record Problem(string Error);
