namespace ActorProxy.Bench.Load;

/// <summary>Something outside this program did not do what a measurement needs; the message names it.</summary>
internal sealed class BenchException(string message) : Exception(message);
