using ActorProxy.Host.Demo;
using ActorProxy.Host.Diagnostics;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Host.Admin;

/// <summary>What the admin API shows and changes.</summary>
/// <param name="Node">The running node.</param>
/// <param name="Configuration">The way to change its configuration.</param>
/// <param name="Recorder">What is counted.</param>
/// <param name="Demo">The built-in origins; null outside the demo.</param>
/// <param name="Time">For uptime.</param>
/// <param name="Log">Where refusals go.</param>
internal sealed record AdminContext(
    ProxyNode Node,
    ConfigurationControl Configuration,
    RequestRecorder Recorder,
    DemoOrigins? Demo,
    TimeProvider Time,
    ILogger Log)
{
    /// <summary>When the node started, which begins with this.</summary>
    public DateTimeOffset StartedAt { get; } = Time.GetUtcNow();
}
