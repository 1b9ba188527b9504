namespace ActorProxy.Bench.Load;

/// <summary>What the client of one run saw.</summary>
/// <param name="Requests">Completed ones.</param>
/// <param name="Bytes">Received, heads included.</param>
/// <param name="Duration">Of the run.</param>
/// <param name="SocketErrors">Failed connects, reads, writes, streams and time-outs.</param>
/// <param name="BadStatuses">Responses of 400 and above.</param>
/// <param name="P50">Median latency; null: the client does not tell.</param>
/// <param name="P99">Latency that 1 in 100 exceeds; null: the client does not tell.</param>
internal sealed record LoadRun(
    long Requests, long Bytes, TimeSpan Duration, long SocketErrors, long BadStatuses, TimeSpan? P50 = null, TimeSpan? P99 = null);
