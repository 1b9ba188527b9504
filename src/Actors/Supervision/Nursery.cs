using Akka.Actor;
using Akka.Event;

namespace ActorProxy.Actors.Supervision;

/// <summary>
/// The children of one actor, kept alive. A child that crashed is stopped and not restarted in its place, so that one path
/// leads back from every death, be it an exception, Kill or PoisonPill: the parent notices and makes it anew, from what it
/// had published, at once the first time and then with a back-off.
/// </summary>
/// <remarks>
/// The owner supervises by the StoppingStrategy and hands on <see cref="Terminated"/> and <see cref="ChildDue"/>.
/// </remarks>
internal sealed class Nursery(IActorContext context, ITimerScheduler timers, TimeProvider time)
{
    private readonly Dictionary<string, RestartBackoff> _backoffs = [];
    private Dictionary<string, ChildPlan> _plans = [];

    /// <summary>To the owner itself: the back-off of a child is over.</summary>
    public sealed record ChildDue(string Name);

    /// <summary>Starts what is missing, configures what is there and stops what is not in the plans.</summary>
    public void Keep(IEnumerable<ChildPlan> plans)
    {
        _plans = plans.ToDictionary(plan => plan.Name);
        foreach (var child in context.GetChildren().Where(child => !_plans.ContainsKey(child.Path.Name)))
            context.Stop(child);

        foreach (var plan in _plans.Values)
        {
            // One that is being stopped still has its name; it is made anew when it has terminated.
            if (context.Child(plan.Name) is var child && !child.IsNobody())
                child.Tell(plan.Configure);
            else
                Start(plan);
        }
    }

    public void OnTerminated(IActorRef child)
    {
        var name = child.Path.Name;
        if (!_plans.ContainsKey(name))
        {
            _backoffs.Remove(name);
            return;
        }

        var backoff = _backoffs.GetValueOrDefault(name, RestartBackoff.None).OnDeath(time.GetUtcNow());
        _backoffs[name] = backoff;
        context.GetLogger().ChildDied(name, backoff.Delay);
        if (backoff.Delay == TimeSpan.Zero)
            OnDue(new ChildDue(name));
        else
            timers.StartSingleTimer(name, new ChildDue(name), backoff.Delay);
    }

    public void OnDue(ChildDue due)
    {
        if (_plans.TryGetValue(due.Name, out var plan) && context.Child(due.Name).IsNobody())
            Start(plan);
    }

    private void Start(ChildPlan plan) => context.Watch(context.ActorOf(plan.Props, plan.Name));
}
