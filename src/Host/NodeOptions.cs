using ActorProxy.Host.Demo;
using ActorProxy.Host.Upstream;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Host;

/// <summary>What a node takes from its surroundings.</summary>
/// <param name="Time">The clock of timeouts, health and logs.</param>
/// <param name="Logs">Where log lines go.</param>
internal sealed record NodeOptions(TimeProvider Time, ILoggerProvider Logs)
{
    /// <summary>The configuration file; what comes over the admin API finds includes and certificates beside it.</summary>
    public string File { get; init; } = "(text)";

    /// <summary>A file with what is this node's own, laid over every configuration; null: none.</summary>
    public string? NodeFile { get; init; }

    /// <summary>Looks up host names; null: the system does.</summary>
    public AddressResolver? Resolve { get; init; }

    /// <summary>What lies between this node and its backends; null: the transport's own dialer, and nothing else.</summary>
    public Func<Dialer, Dialer>? Dialing { get; init; }

    /// <summary>The built-in origins of the demo, which the admin API can stop and start.</summary>
    public DemoOrigins? Demo { get; init; }
}
