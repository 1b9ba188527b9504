using ActorProxy.Actors.Rollouts;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Host.Diagnostics;

/// <summary>Every message of the program: what happened to whom and what the proxy did.</summary>
internal static partial class Log
{
    // 1xx: the process

    [LoggerMessage(100, LogLevel.Information, "Got {Signal}: not ready any more, finishing {InFlight} requests within {Seconds} s")]
    public static partial void Stopping(ILogger log, string signal, long inFlight, double seconds);

    [LoggerMessage(101, LogLevel.Information, "Stopped")]
    public static partial void Stopped(ILogger log);

    [LoggerMessage(102, LogLevel.Warning, "Got {Signal} again: leaving at once")]
    public static partial void LeavingAtOnce(ILogger log, string signal);

    [LoggerMessage(103, LogLevel.Warning, "The deadline passed: cut off {InFlight} requests")]
    public static partial void DeadlinePassed(ILogger log, long inFlight);

    [LoggerMessage(104, LogLevel.Information, "Bytes go by {Transport}: {Reason}")]
    public static partial void TransportTaken(ILogger log, string transport, string reason);

    // 2xx: the configuration

    [LoggerMessage(200, LogLevel.Information, "Loaded {Source} as configuration {Epoch}")]
    public static partial void ConfigurationApplied(ILogger log, string source, long epoch);

    [LoggerMessage(201, LogLevel.Error, "{Error}")]
    public static partial void ConfigurationError(ILogger log, string error);

    [LoggerMessage(202, LogLevel.Error, "Refused {Source} because of {Count} errors; configuration {Epoch} goes on")]
    public static partial void ConfigurationRefused(ILogger log, string source, int count, long epoch);

    [LoggerMessage(203, LogLevel.Warning, "A change of {KeyPath} takes effect after a restart")]
    public static partial void RestartNeeded(ILogger log, string keyPath);

    [LoggerMessage(204, LogLevel.Warning, "{File} has changed, but this node does not lead (proxy.cluster.lead); the configuration of the cluster goes on")]
    public static partial void FileNotFollowed(ILogger log, string file);

    [LoggerMessage(205, LogLevel.Information, "Configuration {Epoch} is on trial for {Seconds} s")]
    public static partial void TrialBegins(ILogger log, long epoch, double seconds);

    [LoggerMessage(206, LogLevel.Information, "Configuration {Epoch} has stood its trial: {Report}")]
    public static partial void TrialStood(ILogger log, long epoch, WatchReport report);

    [LoggerMessage(207, LogLevel.Error, "{Source} did not stand its trial and is undone, configuration {Epoch} goes on: {Reason} ({Report})")]
    public static partial void TrialUndone(ILogger log, string source, long epoch, string reason, string report);

    [LoggerMessage(208, LogLevel.Error, "Cannot go back from configuration {Epoch} to {Wanted}, trying again: {Reason}")]
    public static partial void CannotUndo(ILogger log, long epoch, long wanted, string reason);

    [LoggerMessage(210, LogLevel.Information, "Refused {Source}: {Reason}")]
    public static partial void RefusedByTrial(ILogger log, string source, string reason);

    [LoggerMessage(211, LogLevel.Warning, "{Source} waits and is proposed again: {Reason}")]
    public static partial void ProposalWaits(ILogger log, string source, string reason);

    [LoggerMessage(209, LogLevel.Information, "The trial of configuration {Epoch} is ended by hand: it is to be {Word}")]
    public static partial void TrialEnded(ILogger log, long epoch, string word);

    [LoggerMessage(212, LogLevel.Warning, "No cluster was found in time: serving this node's own file until there is one")]
    public static partial void NobodyFound(ILogger log);

    [LoggerMessage(213, LogLevel.Information, "Took up {File} and what belongs to it, which have changed")]
    public static partial void CertificateRenewed(ILogger log, string file);

    [LoggerMessage(214, LogLevel.Error, "{File} or what belongs to it has changed and cannot be used, what was read before goes on: {Reason}")]
    public static partial void CertificateNotRenewed(ILogger log, string file, string reason);

    // 3xx: the access log

    [LoggerMessage(300, LogLevel.Information, "Reopened the access log")]
    public static partial void AccessLogReopened(ILogger log);

    [LoggerMessage(301, LogLevel.Error, "Cannot write the access log, dropping lines until it can be written again: {Reason}")]
    public static partial void AccessLogFailed(ILogger log, string reason);

    // 4xx: the admin API

    [LoggerMessage(400, LogLevel.Warning, "Refused {Method} {Path} on the admin API: {Reason}")]
    public static partial void AdminRefused(ILogger log, string method, string path, string reason);

    [LoggerMessage(401, LogLevel.Error, "Failed to answer {Method} {Path} on the admin API")]
    public static partial void AdminFailed(ILogger log, Exception failure, string method, string path);

    // 5xx: the actors

    [LoggerMessage(EventId = 500, Message = "{Text}")]
    public static partial void Actor(ILogger log, LogLevel level, string text, Exception? cause);

    [LoggerMessage(EventId = 501, Message = "{Source}: {Text}")]
    public static partial void Akka(ILogger log, LogLevel level, string source, string text, Exception? cause);

    // 6xx: caches

    [LoggerMessage(600, LogLevel.Error, "Route {Route} caches in memory alone: {Path} cannot be used: {Reason}")]
    public static partial void CacheWithoutDisk(ILogger log, string route, string path, string reason);
}
