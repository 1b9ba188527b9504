namespace ActorProxy.Streams.Caching.Rules;

/// <summary>What an origin answered to a GET, and what of the request matters for storing it.</summary>
/// <param name="Status">Final.</param>
/// <param name="Fields">End-to-end fields, without those that Connection names.</param>
/// <param name="ReceivedAt">When the head came.</param>
/// <param name="Delay">Seconds from the request to the head.</param>
/// <param name="HasAuthorization">Whether the request carried Authorization.</param>
/// <param name="RequestNoStore">Whether the request said no-store.</param>
public readonly record struct OriginAnswer(
    int Status, FieldLines Fields, DateTimeOffset ReceivedAt, double Delay, bool HasAuthorization = false, bool RequestNoStore = false);
