namespace ActorProxy.Host.Diagnostics;

/// <summary>
/// The last step of every request: metrics and, when it is on, the access log. Called from any thread; it allocates
/// nothing, takes no lock and waits for nobody.
/// </summary>
internal sealed class RequestRecorder(Metrics metrics)
{
    private volatile AccessLog? _accessLog;

    /// <summary>What is counted.</summary>
    public Metrics Metrics { get; } = metrics;

    /// <summary>Where requests are written down; null: nowhere. May be replaced at any time.</summary>
    public AccessLog? AccessLog
    {
        get => _accessLog;
        set => _accessLog = value;
    }

    /// <summary>Called when the headers of a request are complete.</summary>
    public void Begin() => Metrics.Begin();

    /// <summary>Called exactly once for each <see cref="Begin"/>, when the request is over, however it ended.</summary>
    public void Record(in RequestRecord record)
    {
        Metrics.Record(record);
        _accessLog?.Write(record);
    }
}
