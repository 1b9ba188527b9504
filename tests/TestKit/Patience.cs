using System.Runtime.CompilerServices;

namespace ActorProxy.TestKit;

/// <summary>How long a test waits for what must happen before it calls that a failure. Never a measure of speed.</summary>
public static class Patience
{
    /// <summary>Enough for a busy machine.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(60);

    /// <summary>What this gives, unless it takes longer than <see cref="Limit"/>.</summary>
    public static Task Within(this Task task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.WaitAsync(Limit);
    }

    /// <inheritdoc cref="Within(Task)" />
    public static Task<T> Within<T>(this Task<T> task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.WaitAsync(Limit);
    }

    /// <inheritdoc cref="Within(Task)" />
    public static Task Within(this ValueTask task) => task.AsTask().WaitAsync(Limit);

    /// <inheritdoc cref="Within(Task)" />
    public static Task<T> Within<T>(this ValueTask<T> task) => task.AsTask().WaitAsync(Limit);

    /// <summary>Asks again and again until it is so, for what no event announces.</summary>
    /// <param name="what">In words, for the failure: <c>"node 2 is a member"</c>.</param>
    /// <param name="condition">Asked every 20 ms.</param>
    public static Task UntilAsync(string what, Func<bool> condition) => UntilAsync(what, () => Task.FromResult(condition()));

    /// <inheritdoc cref="UntilAsync(string, Func{bool})" />
    public static async Task UntilAsync(string what, Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(Limit);
        await UntilAsync(what, condition, limit.Token);
    }

    /// <summary>The same, until somebody gives up.</summary>
    internal static async Task UntilAsync(string what, Func<Task<bool>> condition, CancellationToken limit)
    {
        ArgumentNullException.ThrowIfNull(condition);
        while (!await condition())
        {
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"It did not come to pass that {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), CancellationToken.None);
        }
    }

    /// <summary>The same for a condition that says enough by itself.</summary>
    /// <param name="condition">Asked every 20 ms.</param>
    /// <param name="text">The condition as it is written, for the failure.</param>
    public static Task UntilAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string text = "") => UntilAsync(text, condition);

    /// <inheritdoc cref="UntilAsync(Func{bool}, string)" />
    public static Task UntilAsync(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string text = "") => UntilAsync(text, condition);
}
