namespace ActorProxy.Bench.Load.Peers;

/// <summary>One of several nodes of ActorProxy.</summary>
/// <param name="Port">Where the others reach it.</param>
/// <param name="Seeds">The ports of all of them.</param>
internal sealed record NodePlace(int Port, IReadOnlyList<int> Seeds);
