using ActorProxy.Actors.Supervision;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Host.Diagnostics;

/// <summary>Brings what the actors say into the log of the process.</summary>
internal sealed class ActorLogger(ILoggerProvider logs)
{
    private readonly ILogger _log = logs.CreateLogger("Akka");

    public void Write(LogLine line) => Log.Actor(_log, LevelOf(line.Severity), line.Source, line.Text, line.Cause);

    private static LogLevel LevelOf(LogSeverity severity) => severity switch
    {
        LogSeverity.Debug => LogLevel.Debug,
        LogSeverity.Information => LogLevel.Information,
        LogSeverity.Warning => LogLevel.Warning,
        _ => LogLevel.Error,
    };
}
