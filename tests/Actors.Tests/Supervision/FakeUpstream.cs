using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Tests.Supervision;

/// <summary>A backend that answers probes as it is told, at once.</summary>
internal sealed class FakeUpstream : IUpstream
{
    private int _probes;
    private int _retired;

    public Func<Task<ProbeResult>> Answer { get; set; } = () => Task.FromResult(new ProbeResult(true, "200"));

    public PoolSettings? Configured { get; private set; }

    public int Probes => Volatile.Read(ref _probes);

    public int Retired => Volatile.Read(ref _retired);

    public void Pass() => Answer = () => Task.FromResult(new ProbeResult(true, "200"));

    public void Fail(string reason = "503") => Answer = () => Task.FromResult(new ProbeResult(false, reason));

    public void Configure(PoolSettings pool, BackendSettings backend) => Configured = pool;

    public Task<ProbeResult> ProbeAsync(ActiveHealthSettings settings, CancellationToken cancel)
    {
        Interlocked.Increment(ref _probes);
        return Answer();
    }

    public void Retire() => Interlocked.Increment(ref _retired);
}
