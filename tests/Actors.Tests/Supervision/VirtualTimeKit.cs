using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Actors.Tests.Supervision;

/// <summary>Actors whose timers and clock go on only when the test says so.</summary>
public abstract class VirtualTimeKit() : TestKit("""
    akka {
      loglevel = OFF
      stdout-loglevel = OFF
      test.single-expect-default = 30s
      scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
    }
    """)
{
    protected FakeTimeProvider Time { get; } = new(Some.Now);

    protected void Advance(TimeSpan time)
    {
        Time.Advance(time);
        ((TestScheduler)Sys.Scheduler).Advance(time);
    }

    /// <summary>
    /// Returns when the actor has dealt with what it has been told, and with what it told itself meanwhile.
    /// </summary>
    protected static async Task Settle(IActorRef actor)
    {
        for (var round = 0; round < 2; round++)
            await actor.Ask<ActorIdentity>(new Identify(round), TimeSpan.FromSeconds(30));
    }

    /// <summary>
    /// The child of that name, or nobody, once the parent has dealt with what it has been told and the child has begun: what it tells itself at
    /// the start may otherwise come behind the questions that wait for it.
    /// </summary>
    protected static async Task<IActorRef> Child(IActorRef parent, string name)
    {
        await Settle(parent);
        var child = ((ActorRefWithCell)parent).GetSingleChild(name);
        if (!child.IsNobody())
            await Settle(child);
        return child;
    }
}
