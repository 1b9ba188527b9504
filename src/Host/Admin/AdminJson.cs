using System.Text.Json.Serialization;

namespace ActorProxy.Host.Admin;

/// <summary>The JSON documents of the admin API.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(StatusReport))]
[JsonSerializable(typeof(AppliedReport))]
[JsonSerializable(typeof(RefusedReport))]
[JsonSerializable(typeof(HistoryReport))]
[JsonSerializable(typeof(RollbackRequest))]
[JsonSerializable(typeof(DrainReport))]
[JsonSerializable(typeof(OriginReport))]
[JsonSerializable(typeof(HealthReport))]
internal sealed partial class AdminJson : JsonSerializerContext;

/// <summary>What is wrong with a request to the API.</summary>
internal sealed record Problem(string Error);
