namespace ActorProxy.TestKit.Raw;

/// <summary>Lets a test await a condition on something that changes, without asking again and again.</summary>
public sealed class Changes
{
    private TaskCompletionSource _next = Fresh();

    /// <summary>Says that something has changed: every condition is looked at again.</summary>
    public void Signal() => Interlocked.Exchange(ref _next, Fresh()).SetResult();

    /// <summary>Waits until it is so; as long as something changes, for however long.</summary>
    /// <param name="condition">Asked now and after each change.</param>
    public async Task UntilAsync(Func<bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
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
