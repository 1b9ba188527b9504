using ActorProxy.Actors.Requests;

namespace ActorProxy.Host.Diagnostics;

/// <summary>The counters of one route, found by its name so that they live on through reloads.</summary>
internal sealed class RouteMetrics
{
    private const int BytesInCell = StatusSlots.Count;
    private const int BytesOutCell = BytesInCell + 1;
    private const int RetriesCell = BytesInCell + 2;
    private const int FailureCells = BytesInCell + 3;

    /// <summary>Every kind of failure.</summary>
    public static readonly Failure[] Failures = Enum.GetValues<Failure>();

    private readonly StripedCells _cells = new(FailureCells + Failures.Length);

    /// <summary>Bytes of request bodies.</summary>
    public long BytesIn => _cells.Sum(BytesInCell);

    /// <summary>Bytes of response bodies.</summary>
    public long BytesOut => _cells.Sum(BytesOutCell);

    /// <summary>Attempts beyond the first.</summary>
    public long Retries => _cells.Sum(RetriesCell);

    /// <summary>Requests that ended with the status of this slot.</summary>
    public long Requests(int statusSlot) => _cells.Sum(statusSlot);

    /// <summary>Requests that ended with this failure.</summary>
    public long Failed(Failure failure) => _cells.Sum(FailureCells + (int)failure);

    /// <summary>Counts one request.</summary>
    public void Record(in RequestRecord record, int statusSlot)
    {
        var cells = _cells.Mine;
        Interlocked.Increment(ref cells[statusSlot]);
        Interlocked.Add(ref cells[BytesOutCell], record.BytesOut);
        if (record.BytesIn > 0)
            Interlocked.Add(ref cells[BytesInCell], record.BytesIn);
        if (record.Attempts > 1)
            Interlocked.Add(ref cells[RetriesCell], record.Attempts - 1);
        if (record.Failure != Failure.None)
            Interlocked.Increment(ref cells[FailureCells + (int)record.Failure]);
    }
}
