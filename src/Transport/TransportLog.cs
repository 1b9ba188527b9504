using Microsoft.Extensions.Logging;

namespace ActorProxy.Transport;

/// <summary>What this library writes down.</summary>
internal static partial class TransportLog
{
    [LoggerMessage(3000, LogLevel.Error, "a completed {Operation} set off a bug; its connection was closed")]
    public static partial void CompletionFailed(ILogger log, Exception exception, string operation);

    [LoggerMessage(3001, LogLevel.Warning, "no connection can be accepted ({Reason}); trying again every {Milliseconds} ms")]
    public static partial void AcceptFailed(ILogger log, string reason, int milliseconds);

    [LoggerMessage(3002, LogLevel.Error, "closing a connection set off a bug; it is closed nevertheless")]
    public static partial void ClosingFailed(ILogger log, Exception exception);

    [LoggerMessage(3003, LogLevel.Error, "what a {Kind} asked of its ring set off a bug; the ring goes on")]
    public static partial void HandOverFailed(ILogger log, Exception exception, string kind);
}
