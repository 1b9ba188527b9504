using Akka.Streams;
using Akka.Streams.Stage;

namespace ActorProxy.Streams.Flows;

/// <summary>A stage at work that is counted, and that gives back what it owns however it ends.</summary>
internal abstract class CountedLogic(Shape shape, RunningStages running) : GraphStageLogic(shape)
{
    public sealed override void PreStart()
    {
        // Akka calls PostStop also after a PreStart that threw.
        running.Started();
        Start();
    }

    /// <summary>Runs on completion, failure, cancellation and when the materializer is shut down.</summary>
    public sealed override void PostStop()
    {
        try
        {
            Release();
        }
        finally
        {
            running.Stopped();
        }
    }

    /// <summary>Called first.</summary>
    protected abstract void Start();

    /// <summary>Called last: disposes of everything that this stage owns.</summary>
    protected abstract void Release();
}
