using System.Diagnostics.Tracing;

namespace ActorProxy.Bench.Micro.CacheMemory;

/// <summary>
/// How long the garbage collector stops the program, each time: the runtime's own events, from the request to suspend until all threads run
/// again. A background collection stops it twice, which the collector's summary of the last collection would not show one by one.
/// </summary>
internal sealed class PauseListener : EventListener
{
    private const EventKeywords Collections = (EventKeywords)0x1;
    private const int Restarted = 3;
    private const int SuspendBegins = 9;

    private readonly Lock _gate = new();
    private readonly List<TimeSpan> _pauses = [];
    private DateTime _begun;

    /// <summary>The pauses since the last call, once the events of what has ended have arrived.</summary>
    public async Task<IReadOnlyList<TimeSpan>> TakeAsync()
    {
        await Task.Delay(TimeSpan.FromMilliseconds(500));
        lock (_gate)
        {
            TimeSpan[] taken = [.. _pauses];
            _pauses.Clear();
            return taken;
        }
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
            EnableEvents(eventSource, EventLevel.Informational, Collections);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventId == SuspendBegins)
            _begun = eventData.TimeStamp;
        if (eventData.EventId != Restarted)
            return;
        // While the base class is constructed the fields of this one are not there yet.
        if (_gate is null || _begun == default)
            return;
        lock (_gate)
            _pauses.Add(eventData.TimeStamp - _begun);
    }
}
