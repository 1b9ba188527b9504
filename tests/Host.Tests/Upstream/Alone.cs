namespace ActorProxy.Host.Tests.Upstream;

/// <summary>Tests that count what the whole process does, and so run when no other does.</summary>
[CollectionDefinition("Alone", DisableParallelization = true)]
public sealed class Alone;
