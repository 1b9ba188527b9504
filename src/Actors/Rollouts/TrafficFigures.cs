namespace ActorProxy.Actors.Rollouts;

/// <summary>What a node has counted since its start. Two of them tell what happened in between.</summary>
/// <param name="Requests">That were answered.</param>
/// <param name="Errors">Of them, those with a status of 5xx.</param>
/// <param name="InFlight">Requests that are being served now.</param>
/// <param name="Ejections">Backends that passive health took out of use.</param>
/// <param name="Durations">Requests by how long they took, as <see cref="DurationBuckets"/> has it.</param>
public sealed record TrafficFigures(long Requests, long Errors, long InFlight, long Ejections, IReadOnlyList<long> Durations)
{
    /// <summary>What came after <paramref name="before"/>. Requests in flight are those that are more now.</summary>
    public TrafficFigures Since(TrafficFigures before) => new(
        Requests - before.Requests,
        Errors - before.Errors,
        InFlight - before.InFlight,
        Ejections - before.Ejections,
        [.. Durations.Zip(before.Durations, (now, then) => now - then)]);
}
