using System.Net.Sockets;

namespace ActorProxy.Bench.Load.Soak;

/// <summary>One kind of thing that clients do, again and again, and how often it went as it should.</summary>
/// <param name="name">For the report.</param>
/// <param name="clients">How many do it at the same time.</param>
/// <param name="once">Does it once, with a number that grows; throws when it goes otherwise than meant.</param>
internal sealed class Exchange(string name, int clients, Func<Endpoint, int, CancellationToken, Task> once)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private long _done;
    private long _failed;
    private string? _firstFailure;

    public string Name => name;

    public long Done => Interlocked.Read(ref _done);

    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>What the first one that failed died of.</summary>
    public string? FirstFailure => _firstFailure;

    /// <summary>All its clients, each until it is between two exchanges after <paramref name="stop"/>.</summary>
    public Task RunAsync(Endpoint endpoint, CancellationToken stop, CancellationToken cancel) =>
        Task.WhenAll(Enumerable.Range(0, clients).Select(client => RunClientAsync(client, endpoint, stop, cancel)));

    private async Task RunClientAsync(int client, Endpoint endpoint, CancellationToken stop, CancellationToken cancel)
    {
        for (var number = client; !stop.IsCancellationRequested; number++)
        {
            await RunOnceAsync(number, endpoint, cancel);
            await Task.Delay(Pause, cancel);
        }
    }

    private async Task RunOnceAsync(int number, Endpoint endpoint, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Limit);
        try
        {
            await once(endpoint, number, limit.Token);
            Interlocked.Increment(ref _done);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            Fail($"not over within {Limit.TotalSeconds:0} s");
        }
        catch (Exception failure) when (failure is BenchException or IOException or SocketException)
        {
            Fail(failure.Message);
        }
    }

    private void Fail(string reason)
    {
        Interlocked.Increment(ref _failed);
        Interlocked.CompareExchange(ref _firstFailure, reason, null);
    }
}
