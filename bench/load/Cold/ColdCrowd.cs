using System.Diagnostics;

namespace ActorProxy.Bench.Load.Cold;

/// <summary>Many clients, evenly at some endpoints, who ask for the same before anybody is answered.</summary>
internal sealed class ColdCrowd : IDisposable
{
    private const int OpenAtOnce = 64;

    private readonly ColdClient[] _clients;

    private ColdCrowd(ColdClient[] clients) => _clients = clients;

    /// <summary>How many.</summary>
    public int Count => _clients.Length;

    /// <summary>Bytes that came as they should.</summary>
    public long Received => _clients.Sum(client => client.Received);

    /// <summary>Opens all connections.</summary>
    public static async Task<ColdCrowd> OpenAsync(IReadOnlyList<Endpoint> endpoints, int count, CancellationToken cancel)
    {
        var crowd = new ColdCrowd(new ColdClient[count]);
        try
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = OpenAtOnce, CancellationToken = cancel };
            await Parallel.ForAsync(
                0, count, options, async (index, token) => crowd._clients[index] = await ColdClient.OpenAsync(endpoints[index % endpoints.Count], token));
            return crowd;
        }
        catch
        {
            crowd.Dispose();
            throw;
        }
    }

    /// <summary>Lets all ask, then the origin answer, and returns how long it took until everybody had everything.</summary>
    /// <exception cref="BenchException">Not within that time, or not every byte, or not by so many fetches.</exception>
    public async Task<TimeSpan> RunAsync(ColdOrigin origin, int fetches, int seconds, Func<string> lastWords, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(seconds));
        try
        {
            await Task.WhenAll(_clients.Select(client => client.AskAsync(origin.Target, limit.Token)));
            BenchRun.Say($"  all have asked");
            origin.Open();
            await Task.WhenAll(_clients.Select(client => client.ReceiveAsync(limit.Token)));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new BenchException($"not over within {seconds} s: {Received / 1e9:0.0} GB had come, after {origin.Fetches} fetches");
        }

        var took = watch.Elapsed;
        Check(origin.Fetches, fetches, took, lastWords);
        return took;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var client in _clients)
            client?.Dispose();
    }

    private void Check(int fetches, int expected, TimeSpan took, Func<string> lastWords)
    {
        var faults = _clients.Select(client => client.Fault).OfType<string>().CountBy(fault => fault).OrderByDescending(pair => pair.Value).ToList();
        if (faults.Count > 0)
        {
            var kinds = string.Join("; ", faults.Take(3).Select(pair => $"{pair.Value} times: {pair.Key}"));
            throw new BenchException($"{faults.Sum(pair => pair.Value)} bodies were not whole, after {took.TotalSeconds:0.0} s and {fetches} fetches; {kinds}; the proxy's last words: {lastWords()}");
        }

        if (fetches != expected)
            throw new BenchException($"the origin was asked {fetches} times instead of {expected}");
    }
}
