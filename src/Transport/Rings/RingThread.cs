using System.Collections.Concurrent;
using ActorProxy.Transport.Blocks;
using ActorProxy.Transport.Kernel;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Transport.Rings;

/// <summary>
/// A thread with a ring, and another for what clients send (<see cref="Arrivals"/>): it hands over what was asked for, waits, and calls
/// whoever is concerned, one after the other. Whatever a completion sets off runs here to its end, so nothing that it calls may block.
/// </summary>
internal sealed class RingThread : IAsyncDisposable
{
    [ThreadStatic]
    private static RingThread? _current;

    private readonly ConcurrentQueue<Posted> _posted = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RingShape _shape;
    private readonly ILogger _log;
    private Intake? _intake;
    private Arrivals? _arrivals;
    private Waker? _waker;
    private Sweeper? _sweeper;
    private int _isAsleep;
    private long _postedCount;
    private int _connections;
    private bool _isBatch;
    private bool _isStopping;

    private RingThread(int index, BlockPool pool, RingShape shape, ILogger log)
    {
        Index = index;
        Pool = pool;
        _shape = shape;
        LimitsReceives = shape.LimitsReceives;
        Preemption = new Preemption(
            shape.ManyClients, shape.OftenPerSecond * shape.SweepInterval.TotalSeconds, shape.RestlessFrom, shape.SweepsOf(shape.CalmFor));
        _log = log;
    }

    /// <summary>The one that is this thread; null on other threads.</summary>
    public static RingThread? Current => _current;

    /// <summary>Its place among those of its group.</summary>
    public int Index { get; }

    public BlockPool Pool { get; }

    /// <summary>By which all but clients is received from.</summary>
    public Intake Intake => _intake!;

    /// <summary>Where all but receives from clients is asked for.</summary>
    public Ring Ring => Intake.Ring;

    /// <summary>Where clients are received from.</summary>
    public Arrivals Arrivals => _arrivals!;

    /// <summary>Whether it is to interrupt others when it is woken.</summary>
    public Preemption Preemption { get; }

    /// <summary>Whether it lets them finish, so far as the kernel allows that.</summary>
    public bool IsBatch => Volatile.Read(ref _isBatch);

    public HandleTable Handles { get; } = new();

    /// <summary>Where messages of several parts are put together.</summary>
    public MessageArena Messages { get; } = new();

    public bool IsCurrent => _current == this;

    /// <summary>Whether the kernel can end a receive after some bytes, as far as is known. On its thread.</summary>
    public bool LimitsReceives { get; set; }

    /// <summary>Whether it ends as soon as it can. On its thread.</summary>
    public bool IsStopping => _isStopping;

    /// <summary>How often other threads had something done here.</summary>
    public long PostedCount => Volatile.Read(ref _postedCount);

    /// <summary>Open connections.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Starts a thread. Throws what the kernel says when it refuses a ring.</summary>
    public static async Task<RingThread> StartAsync(int index, BlockPool pool, RingShape shape, ILogger log)
    {
        var started = new RingThread(index, pool, shape, log);
        new Thread(started.Run) { IsBackground = true, Name = $"ring {index}" }.Start();
        await started._started.Task.ConfigureAwait(false);
        return started;
    }

    /// <summary>Has it done on this ring's thread, after what is under way there; from any thread.</summary>
    public void Post(Action<object> run, object state)
    {
        Interlocked.Increment(ref _postedCount);
        _posted.Enqueue(new Posted(run, state));
        // The thread looks at the queue once more between setting this and waiting.
        if (Interlocked.Exchange(ref _isAsleep, 0) == 1)
            _waker!.Wake();
    }

    /// <summary>Does it at once when called on this ring's thread, and has it done there otherwise.</summary>
    public void Do(Action<object> run, object state)
    {
        if (IsCurrent)
            run(state);
        else
            Post(run, state);
    }

    /// <inheritdoc cref="RingShape.SweepsOf" />
    public int SweepsOf(TimeSpan time) => _shape.SweepsOf(time);

    /// <summary>One more, or one fewer; from any thread.</summary>
    public void CountConnection(int change) => Interlocked.Add(ref _connections, change);

    /// <summary>Ends the thread once nothing has requests with the kernel any more.</summary>
    public ValueTask DisposeAsync()
    {
        if (!_ended.Task.IsCompleted)
            Post(static thread => ((RingThread)thread).BeginStop(), this);
        return new ValueTask(_ended.Task);
    }

    private void Run()
    {
        try
        {
            Open();
        }
        catch (Exception refused)
        {
            Messages.Dispose();
            _started.SetException(refused);
            return;
        }

        _started.SetResult();
        try
        {
            while (!_isStopping || Handles.Count > 0)
            {
                Turn();
                // The last to go, for what the others still wait for may have to wake the thread.
                if (_isStopping && Handles.Count == 1)
                    _waker!.CloseNow();
            }
        }
        finally
        {
            Close();
        }
    }

    private void Open()
    {
        _intake = new Intake(_shape, Pool);
        try
        {
            _arrivals = new Arrivals(this, _shape);
            _waker = new Waker(this);
            _waker.Listen(_arrivals.Intake.Ring);
        }
        catch
        {
            _intake.Free();
            _arrivals?.Free();
            throw;
        }

        _current = this;
        Pool.KeepOnThisThread();
        _waker.Start();
        _arrivals.Attach();
        _sweeper = new Sweeper(this, _shape.SweepInterval);
        _sweeper.Start();
    }

    private void Turn()
    {
        RunPosted();
        Volatile.Write(ref _isAsleep, 1);
        Arrivals.BeforeSleep();
        Interlocked.MemoryBarrier();
        var waitFor = _posted.IsEmpty && !Arrivals.IsWaiting ? 1u : 0u;
        if (waitFor == 0)
            Volatile.Write(ref _isAsleep, 0);
        Ring.Submit(waitFor);
        Volatile.Write(ref _isAsleep, 0);
        Arrivals.AfterSleep();
        if (Ring.IsAllTaken)
            Messages.Clear();
        TakeAll(Ring);

        // What has begun goes before what has not.
        Arrivals.Look();
        TakeAll(Arrivals.Intake.Ring);
        Arrivals.OnTaken();
    }

    // All that are there: each may ask for more than one, so that taking only some would fill the queue until it overflows.
    private void TakeAll(Ring ring)
    {
        while (ring.TryTake(out var completion))
        {
            var operation = (RingOperation)completion.UserData;
            if (operation != RingOperation.Nothing)
                Complete(Handles[(int)(completion.UserData >> 8)]!, operation, completion);
        }
    }

    // What waits here are continuations, which keep their exceptions to themselves: one that arrives is a bug, here or of who waits. It
    // costs the connection that it happened on, not all others of the thread.
    private void Complete(RingHandle handle, RingOperation operation, in CompletionEntry completion)
    {
        try
        {
            handle.Complete(operation, completion.Result, completion.Flags);
        }
        catch (Exception bug)
        {
            TransportLog.CompletionFailed(_log, bug, operation.ToString());
            Close(handle);
        }
    }

    /// <summary>Lets it look at the time.</summary>
    public void Sweep(RingHandle? handle)
    {
        try
        {
            handle?.OnSweep();
        }
        catch (Exception bug)
        {
            TransportLog.CompletionFailed(_log, bug, nameof(Sweep));
            Close(handle!);
        }
    }

    /// <summary>All have looked at the time.</summary>
    public void OnSwept()
    {
        Intake.Buffers.OnSweep();
        Arrivals.Intake.Buffers.OnSweep();
        if (Preemption.OnSwept(Scheduling.Sleeps) && Scheduling.TrySetBatch(!Preemption.IsOn))
            Volatile.Write(ref _isBatch, !Preemption.IsOn);
    }

    // Those who wait are told that it ends, and may be the ones with the bug.
    private void Close(RingHandle handle)
    {
        try
        {
            handle.CloseNow();
        }
        catch (Exception bug)
        {
            TransportLog.ClosingFailed(_log, bug);
        }
    }

    private void RunPosted()
    {
        // Only what is there now: what these post in turn waits until the completions have had their turn.
        for (var left = _posted.Count; left > 0 && _posted.TryDequeue(out var posted); left--)
            Run(posted);
    }

    private void Run(in Posted posted)
    {
        try
        {
            posted.Run(posted.State);
        }
        catch (Exception bug)
        {
            TransportLog.HandOverFailed(_log, bug, posted.State.GetType().Name);
        }
    }

    private void BeginStop()
    {
        if (_isStopping)
            return;
        _isStopping = true;
        foreach (var handle in Handles.Snapshot().Where(handle => handle != _waker))
            Close(handle);
    }

    private void Close()
    {
        _current = null;
        Intake.Free();
        Arrivals.Free();
        Messages.Dispose();
        Pool.ForgetThisThread();
        _ended.SetResult();
    }

    private readonly record struct Posted(Action<object> Run, object State);
}
