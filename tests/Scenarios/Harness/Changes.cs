namespace ActorProxy.Scenarios.Harness;

/// <summary>Lets a test await a condition on something that changes, without asking again and again.</summary>
internal sealed class Changes
{
    private TaskCompletionSource _next = Fresh();

    public void Signal() => Interlocked.Exchange(ref _next, Fresh()).SetResult();

    public async Task UntilAsync(Func<bool> condition)
    {
        while (true)
        {
            // Taken before the look, so that a change right after it is not missed.
            var next = Volatile.Read(ref _next).Task;
            if (condition())
                return;
            await next.Within();
        }
    }

    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
