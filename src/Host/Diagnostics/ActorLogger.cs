using ActorProxy.Actors.Supervision;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Host.Diagnostics;

/// <summary>
/// Brings what the actors say into the log of the process. Our own actors speak to the operator; of Akka's only what is wrong is
/// of interest, which is decided by the category.
/// </summary>
internal sealed class ActorLogger(ILoggerProvider logs)
{
    private readonly ILogger _ours = logs.CreateLogger("ActorProxy.Actors");
    private readonly ILogger _akka = logs.CreateLogger("Akka");

    /// <summary>Called from any thread.</summary>
    public void Write(LogLine line)
    {
        var level = LevelOf(line.Severity);
        if (!line.Source.Contains("/user/", StringComparison.Ordinal))
            Log.Akka(_akka, level, line.Source, line.Text, line.Cause);
        else
            Log.Actor(_ours, level, line.Text, line.Cause);
    }

    private static LogLevel LevelOf(LogSeverity severity) => severity switch
    {
        LogSeverity.Debug => LogLevel.Debug,
        LogSeverity.Information => LogLevel.Information,
        LogSeverity.Warning => LogLevel.Warning,
        _ => LogLevel.Error,
    };
}
