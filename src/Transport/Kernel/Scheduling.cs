namespace ActorProxy.Transport.Kernel;

/// <summary>
/// How the kernel schedules the calling thread (sched(7)): by SCHED_OTHER it takes the processor from others when it is woken, by SCHED_BATCH
/// it waits until they sleep or their time is over. No privilege is needed for either.
/// </summary>
internal static unsafe class Scheduling
{
    private const int Other = 0;
    private const int Batch = 3;

    /// <summary>Whether it is by SCHED_BATCH.</summary>
    public static bool IsBatch => Libc.SchedulingPolicy(0) == Batch;

    /// <summary>How often the thread has slept since it began; 0 when the kernel does not say.</summary>
    public static long Sleeps
    {
        get
        {
            ResourceUsage usage;
            return Libc.Usage(Libc.UsageOfThread, &usage) == 0 ? usage.VoluntarySwitches : 0;
        }
    }

    /// <summary>
    /// Chooses one of the two. False when it cannot: the thread has been given another policy, a sandbox forbids it, or the C library has
    /// no such call.
    /// </summary>
    public static bool TrySetBatch(bool isBatch)
    {
        // struct sched_param: the static priority, 0 for both.
        var priority = 0;
        return Libc.SchedulingPolicy(0) == (isBatch ? Other : Batch) && Libc.SetSchedulingPolicy(0, isBatch ? Batch : Other, &priority) == 0;
    }
}
