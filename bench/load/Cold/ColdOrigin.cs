using System.Net.Sockets;
using System.Text;

namespace ActorProxy.Bench.Load.Cold;

/// <summary>
/// An origin that counts how often it is asked for the object, and answers nobody before the gate is open: until then every client's
/// request finds the cache empty.
/// </summary>
internal sealed class ColdOrigin : RawOrigin
{
    private const string Path = "/cold";

    private static readonly byte[] Head = Encoding.ASCII.GetBytes(
        $"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nCache-Control: public, max-age=3600\r\nContent-Length: {ColdObject.Length}\r\n\r\n");

    private static readonly byte[] Small = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nCache-Control: no-store\r\nContent-Length: 2\r\n\r\nok");

    private volatile Offer _offer = new(0);

    /// <summary>Where the object is that nobody has asked for yet.</summary>
    public string Target => _offer.Target;

    /// <summary>How often it was asked for.</summary>
    public int Fetches => Volatile.Read(ref _offer.Fetches);

    /// <summary>Lets the answers go.</summary>
    public void Open() => _offer.Gate.TrySetResult();

    /// <summary>Offers the same bytes at another place, behind a gate of their own.</summary>
    public void Renew() => _offer = new Offer(_offer.Number + 1);

    protected override async Task ServeAsync(Socket connection)
    {
        var buffer = new byte[8192];
        while (await ReadHeadAsync(connection, buffer) is { Length: > 0 } head)
            await AnswerAsync(connection, head.StartsWith($"GET {Path}", StringComparison.Ordinal));
    }

    private async Task AnswerAsync(Socket connection, bool isObject)
    {
        if (!isObject)
        {
            await SendAllAsync(connection, Small);
            return;
        }

        var offer = _offer;
        Interlocked.Increment(ref offer.Fetches);
        await offer.Gate.Task;
        // On a thread of its own: ten thousand clients keep those of the pool busy, and an origin that stops is another question.
        await Task.Factory.StartNew(() => SendObject(connection), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private static void SendObject(Socket connection)
    {
        SendAll(connection, Head);
        SendAll(connection, ColdObject.Bytes.Span);
    }

    private static void SendAll(Socket connection, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
            bytes = bytes[connection.Send(bytes)..];
    }

    private sealed class Offer(int number)
    {
        public int Fetches;

        public int Number { get; } = number;

        public string Target { get; } = $"{Path}?{number}";

        public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
