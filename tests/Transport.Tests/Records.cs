using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Transport.Tests;

/// <summary>A log that a test can read.</summary>
internal sealed class Records : ILogger
{
    private readonly ConcurrentQueue<int> _events = new();

    /// <summary>The numbers of what was written down.</summary>
    public IReadOnlyList<int> Events => [.. _events];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _events.Enqueue(eventId.Id);
}
