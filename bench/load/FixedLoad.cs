namespace ActorProxy.Bench.Load;

/// <summary>A number of requests instead of a time of them: for counting, not for measuring.</summary>
internal static class FixedLoad
{
    /// <summary>So many requests on each of the load's keep-alive connections, which are all busy at once.</summary>
    /// <exception cref="BenchException">A connection broke.</exception>
    public static async Task RunAsync(Endpoint endpoint, WrkLoad load, int perConnection, CancellationToken cancel) =>
        await Task.WhenAll(Enumerable.Range(0, load.Connections).Select(_ => OneAsync(endpoint, load, perConnection, cancel)));

    private static async Task OneAsync(Endpoint endpoint, WrkLoad load, int requests, CancellationToken cancel)
    {
        using var connection = await ClientConnection.OpenAsync(endpoint, cancel);
        for (var request = 0; request < requests; request++)
            await connection.SendAsync(load.BodyBytes == 0 ? "GET" : "POST", load.Path, load.BodyBytes, cancel);
    }
}
