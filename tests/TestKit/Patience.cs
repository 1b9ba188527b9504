namespace ActorProxy.TestKit;

/// <summary>How long a test waits for what must happen before it calls that a failure. Never a measure of speed.</summary>
public static class Patience
{
    /// <summary>Enough for a busy machine.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(60);

    /// <summary>Asks again and again until it is so.</summary>
    /// <param name="what">In words, for the failure: <c>"node 2 is a member"</c>.</param>
    /// <param name="condition">Asked every 20 ms.</param>
    public static Task UntilAsync(string what, Func<bool> condition) => UntilAsync(what, () => Task.FromResult(condition()));

    /// <inheritdoc cref="UntilAsync(string, Func{bool})" />
    public static async Task UntilAsync(string what, Func<Task<bool>> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        using var limit = new CancellationTokenSource(Limit);
        while (!await condition())
        {
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"It did not come to pass that {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), CancellationToken.None);
        }
    }
}
