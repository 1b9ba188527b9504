namespace ActorProxy.Host.Diagnostics;

/// <summary>The families about the process itself, under the names that Prometheus clients agree on.</summary>
internal static class ProcessMetrics
{
    /// <summary>Appends them.</summary>
    public static void Write(PrometheusText text)
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        text.Family("process_cpu_seconds_total", "counter", "Processor time used, in seconds.")
            .Sample(Environment.CpuUsage.TotalTime.TotalSeconds);
        text.Family("process_resident_memory_bytes", "gauge", "Resident memory.").Sample(Environment.WorkingSet);
        text.Family("process_threads", "gauge", "Operating system threads.").Sample(process.Threads.Count);
        text.Family("process_start_time_seconds", "gauge", "Start of the process in Unix time.")
            .Sample(new DateTimeOffset(process.StartTime.ToUniversalTime()).ToUnixTimeMilliseconds() / 1000d);
        WriteGarbageCollector(text);
        text.Family("dotnet_thread_pool_threads", "gauge", "Threads of the thread pool.").Sample(ThreadPool.ThreadCount);
        text.Family("dotnet_thread_pool_queue_length", "gauge", "Work that waits for a thread.").Sample(ThreadPool.PendingWorkItemCount);
    }

    private static void WriteGarbageCollector(PrometheusText text)
    {
        text.Family("dotnet_gc_collections_total", "counter", "Garbage collections by generation.");
        for (var generation = 0; generation <= GC.MaxGeneration; generation++)
            text.Sample(GC.CollectionCount(generation), ("generation", PrometheusText.Number(generation)));
        text.Family("dotnet_gc_allocated_bytes_total", "counter", "Bytes allocated on the managed heap.").Sample(GC.GetTotalAllocatedBytes());
        text.Family("dotnet_gc_heap_bytes", "gauge", "Bytes in use on the managed heap.").Sample(GC.GetTotalMemory(forceFullCollection: false));
        text.Family("dotnet_gc_pause_seconds_total", "counter", "Time that garbage collections stopped the process.")
            .Sample(GC.GetTotalPauseDuration().TotalSeconds);
    }
}
