using Akka.Actor;

namespace ActorProxy.Actors.Supervision;

/// <summary>
/// Sees to it that there is always a <c>/user/proxy</c>. Akka restarts that after an exception; after Kill, PoisonPill or a
/// failed start it is made anew here.
/// </summary>
internal sealed class ProxyKeeper : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan NameRetry = TimeSpan.FromMilliseconds(50);

    private readonly Func<IActorRef> _start;
    private RestartBackoff _backoff = RestartBackoff.None;

    public ProxyKeeper(Func<IActorRef> start, TimeProvider time)
    {
        _start = start;
        Receive<Terminated>(_ =>
        {
            _backoff = _backoff.OnDeath(time.GetUtcNow());
            StartIn(_backoff.Delay);
        });
        Receive<StartDue>(_ => Start());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => Start();

    private void StartIn(TimeSpan delay)
    {
        if (delay == TimeSpan.Zero)
            Start();
        else
            Timers.StartSingleTimer(nameof(StartDue), new StartDue(), delay);
    }

    private void Start()
    {
        try
        {
            Context.Watch(_start());
        }
        catch (InvalidActorNameException)
        {
            // The death is known here before the name is free again.
            StartIn(NameRetry);
        }
    }

    private sealed record StartDue;
}
