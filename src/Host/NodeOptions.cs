using ActorProxy.Host.Upstream;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Host;

/// <summary>What a node takes from its surroundings.</summary>
/// <param name="Time">The clock of timeouts, health and logs.</param>
/// <param name="Logs">Where log lines go.</param>
/// <param name="Resolve">Looks up host names; null: the system.</param>
internal sealed record NodeOptions(TimeProvider Time, ILoggerProvider Logs, AddressResolver? Resolve = null);
