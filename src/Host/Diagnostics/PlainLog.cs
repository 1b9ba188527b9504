using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Host.Diagnostics;

/// <summary>
/// The log of the program, one line per message: <c>2026-01-31T12:00:00.000Z warning message</c>. It goes to standard error, so
/// that standard output carries only the ready line, the access log and the demo's screen.
/// </summary>
/// <param name="writer">Written to by one thread at a time, and not disposed.</param>
/// <param name="time">For the time of each line.</param>
internal sealed class PlainLog(TextWriter writer, TimeProvider time) : ILoggerProvider
{
    // What we say ourselves is meant for the operator; of libraries only what is wrong.
    private const string OwnCategories = "ActorProxy";

    private readonly Lock _lock = new();

    /// <summary>To standard error.</summary>
    public static PlainLog ToStandardError() => new(Console.Error, TimeProvider.System);

    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => categoryName.StartsWith(OwnCategories, StringComparison.Ordinal)
        ? new Logger(this, LogLevel.Information, null)
        : new Logger(this, LogLevel.Warning, new RepeatLimit(time, (level, line) => Write(level, line, null)));

    /// <inheritdoc />
    public void Dispose()
    {
    }

    private void Write(LogLevel level, string message, Exception? exception)
    {
        var line = new StringBuilder();
        line.Append(time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z '", CultureInfo.InvariantCulture));
        line.Append(NameOf(level)).Append(' ').Append(message);
        if (exception is not null)
            line.Append(": ").Append(exception);
        for (var i = 0; i < line.Length; i++)
        {
            // A line break within a message would let what a client sent look like a line of its own.
            if (char.IsControl(line[i]))
                line[i] = ' ';
        }

        lock (_lock)
            writer.WriteLine(line);
    }

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        LogLevel.Error or LogLevel.Critical => "error",
        _ => "debug",
    };

    private sealed class Logger(PlainLog log, LogLevel least, RepeatLimit? limit) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= least && logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
                return;
            var message = formatter(state, exception);
            if (limit is null || limit.Admits(eventId, logLevel, message))
                log.Write(logLevel, message, exception);
        }
    }
}
