namespace ActorProxy.Bench.Load;

/// <summary>Waits until a process that was just started serves.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    /// <summary>Until GET <paramref name="path"/> answers 200.</summary>
    /// <exception cref="BenchException">The process ended or did not get there in time.</exception>
    public static Task AnswersAsync(ChildProcess process, Endpoint endpoint, string path, CancellationToken cancel) =>
        PollAsync(process, $"answer on port {endpoint.Port}", () => AnswersOnceAsync(endpoint, path, cancel), cancel);

    /// <summary>Until the process has printed a line that starts with <paramref name="word"/>.</summary>
    /// <exception cref="BenchException">The process ended or did not get there in time.</exception>
    public static Task PrintsAsync(ChildProcess process, string word, CancellationToken cancel) =>
        PollAsync(process, $"print \"{word}\"", () => Task.FromResult(HasLine(process.Output, word)), cancel);

    private static async Task PollAsync(ChildProcess process, string what, Func<Task<bool>> done, CancellationToken cancel)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(Limit);
        while (!await done())
        {
            if (process.Exited.IsCompleted)
                throw new BenchException($"it did not {what} but ended with code {process.ExitCode} ({process.LastWords})");
            if (deadline.IsCancellationRequested)
                throw new BenchException($"it did not {what} within {Limit.TotalSeconds:0} s ({process.LastWords})");
            await Task.Delay(Interval, cancel);
        }
    }

    private static async Task<bool> AnswersOnceAsync(Endpoint endpoint, string path, CancellationToken cancel)
    {
        try
        {
            using var connection = await ClientConnection.OpenAsync(endpoint, cancel);
            return await connection.GetAsync(path, cancel) == 200;
        }
        catch (BenchException)
        {
            return false;
        }
    }

    private static bool HasLine(string output, string word) =>
        output.StartsWith(word, StringComparison.Ordinal) || output.Contains('\n' + word, StringComparison.Ordinal);
}
