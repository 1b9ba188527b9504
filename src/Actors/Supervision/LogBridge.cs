using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Dispatch;
using Akka.Event;

namespace ActorProxy.Actors.Supervision;

/// <summary>Akka's logger: hands every line to the process's own log. Akka makes it by the name in its configuration.</summary>
internal sealed class LogBridge : ReceiveActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    public LogBridge()
    {
        var log = Context.System.Settings.Setup.Get<Target>().Select(target => target.Write).GetOrElse(_ => { });
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<LogEvent>(line => log(new LogLine(
            SeverityOf(line.LogLevel()), line.LogSource, line.Message?.ToString() ?? "", line.Cause)));
    }

    private static LogSeverity SeverityOf(LogLevel level) => level switch
    {
        LogLevel.DebugLevel => LogSeverity.Debug,
        LogLevel.InfoLevel => LogSeverity.Information,
        LogLevel.WarningLevel => LogSeverity.Warning,
        _ => LogSeverity.Error,
    };

    /// <summary>How the bridge, which Akka makes, learns where to write.</summary>
    public sealed class Target(Action<LogLine> write) : Setup
    {
        public Action<LogLine> Write { get; } = write;
    }
}
