using System.Text;
using ActorProxy.Actors.Requests;

namespace ActorProxy.Host.Tests.Upstream;

public sealed class UpstreamRaceTests : IDisposable
{
    private readonly UpstreamRig _rig = new();
    private readonly CancellationTokenSource _end = new();

    public void Dispose()
    {
        _end.Cancel();
        _rig.Dispose();
        _end.Dispose();
    }

    [Fact]
    public async Task Responses_WhileTheBackendClosesAndBabblesAtRandom_AreAlwaysThoseToTheirRequests()
    {
        var backend = AcceptAsync();
        var served = await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(() => RequestAsync(worker * 1000))));

        Assert.True(served.Sum() > 200, $"{served.Sum()} served");
        Assert.True(_rig.Upstream.Statistics.Reused > 100);
        Assert.False(backend.IsFaulted);
    }

    private async Task AcceptAsync()
    {
        for (var seed = 1; !_end.IsCancellationRequested; seed++)
        {
            var peer = await _rig.Server.AcceptAsync();
            _ = AnswerAsync(peer, new Random(seed));
        }
    }

    // Answers each request with its own target, and ends the connection in one of the ways that backends do.
    private static async Task AnswerAsync(RawPeer peer, Random random)
    {
        try
        {
            using (peer)
            {
                while (true)
                {
                    var target = (await peer.ReadUntilAsync("\r\n\r\n")).Split(' ')[1];
                    var end = random.Next(40);
                    var babble = end == 0 ? "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison" : "";
                    await peer.WriteAsync($"HTTP/1.1 200 OK\r\nContent-Length: {target.Length}\r\n\r\n{target}{babble}");
                    await Task.Yield();
                    if (end == 1)
                        await peer.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison");
                    if (end == 2)
                        peer.Reset();
                    if (end <= 3)
                        return;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The client closed first.
        }
    }

    private async Task<int> RequestAsync(int first)
    {
        var served = 0;
        for (var i = first; i < first + 150; i++)
        {
            var connection = _rig.Upstream.TryRentIdle() ?? (await _rig.Upstream.ConnectAsync(CancellationToken.None)).Connection!;
            Encoding.ASCII.GetBytes($"GET /{i} HTTP/1.1\r\n\r\n", connection.Output);
            var failure = await connection.SendAsync();
            if (failure is Failure.None)
                failure = await connection.ReceiveHeadAsync(false);
            if (failure is Failure.None)
            {
                var body = await UpstreamRig.ReadBodyAsync(connection);
                failure = body.Failure;

                // What a backend babbles just before it reads a request cannot be told from an answer by anybody.
                if (failure is Failure.None && body.Text != "poison")
                    Assert.Equal($"/{i}", body.Text);
            }

            served += failure is Failure.None ? 1 : 0;
            connection.Release();
        }

        return served;
    }
}
