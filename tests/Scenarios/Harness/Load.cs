using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ActorProxy.Scenarios.Harness;

/// <summary>Requests without end on many keep-alive connections; every one that is not answered by a whole 200 is kept.</summary>
internal sealed class Load : IAsyncDisposable
{
    private readonly IPEndPoint _address;
    private readonly string _request;
    private readonly Changes _changes = new();
    private readonly Task _running;
    private volatile bool _stopping;
    private long _succeeded;

    private Load(IPEndPoint address, int connections, string request)
    {
        _address = address;
        _request = request;
        _running = Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(RunAsync)));
    }

    public long Succeeded => Volatile.Read(ref _succeeded);

    /// <summary>What went wrong, one line for each failed request.</summary>
    public ConcurrentQueue<string> Failures { get; } = new();

    public static Load Start(IPEndPoint address, int connections = 16, string request = "GET /load HTTP/1.1\r\nHost: site\r\n\r\n") =>
        new(address, connections, request);

    /// <summary>Waits until this many more requests have succeeded.</summary>
    public Task MoreAsync(int requests)
    {
        var goal = Succeeded + requests;
        return _changes.UntilAsync(() => Succeeded >= goal);
    }

    /// <summary>Lets every request that is under way end, and fails the test if any has failed.</summary>
    public async Task StopAsync()
    {
        _stopping = true;
        await _running.Within();
        Assert.Empty(Failures);
    }

    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        await _running.Within();
    }

    private async Task RunAsync()
    {
        while (!_stopping)
        {
            try
            {
                await using var client = await RawClient.ConnectAsync(_address);
                while (!_stopping && await AskAsync(client))
                {
                }
            }
            catch (Exception error) when (error is IOException or SocketException or TimeoutException)
            {
                Failures.Enqueue(error.Message);
            }
        }
    }

    // True when the connection can be used again.
    private async Task<bool> AskAsync(RawClient client)
    {
        var response = await client.AskAsync(_request);
        if (response is { Status: 200, IsComplete: true })
            Interlocked.Increment(ref _succeeded);
        else
            Failures.Enqueue(response.ToString());
        _changes.Signal();
        return response.IsComplete && response.Field("Connection") != "close";
    }
}
