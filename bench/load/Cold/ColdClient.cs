using System.Globalization;
using System.Net.Sockets;

namespace ActorProxy.Bench.Load.Cold;

/// <summary>One client: a connection that is open before it asks, and an answer that is compared byte by byte.</summary>
internal sealed class ColdClient(ClientConnection connection) : IDisposable
{
    private const int Piece = 16 * 1024;
    private const int KernelBuffer = 64 * 1024; // Ten thousand times what the kernel would grow to by itself is more than it has for TCP.

    private readonly byte[] _buffer = new byte[Piece];
    private long _received;

    /// <summary>Bytes that were as they should be.</summary>
    public long Received => Volatile.Read(ref _received);

    /// <summary>What was wrong; null when nothing was.</summary>
    public string? Fault { get; private set; }

    public static async Task<ColdClient> OpenAsync(Endpoint endpoint, CancellationToken cancel)
    {
        var connection = await ClientConnection.OpenAsync(endpoint, cancel);
        connection.HoldLittle(KernelBuffer);
        return new ColdClient(connection);
    }

    /// <summary>Asks.</summary>
    public Task AskAsync(string target, CancellationToken cancel) => connection.SendHeadAsync("GET", target, "", cancel);

    /// <summary>Takes the answer to its end.</summary>
    public async Task ReceiveAsync(CancellationToken cancel)
    {
        try
        {
            Fault = await CompareAsync(cancel);
        }
        catch (Exception failure) when (failure is IOException or SocketException or BenchException)
        {
            Fault = failure.Message;
        }
    }

    /// <inheritdoc />
    public void Dispose() => connection.Dispose();

    private async Task<string?> CompareAsync(CancellationToken cancel)
    {
        var (status, missing, first) = await connection.ReceiveStartAsync(cancel);
        if (status != 200 || first.Length + missing != ColdObject.Length)
            return string.Create(CultureInfo.InvariantCulture, $"status {status} with {first.Length + missing} bytes announced");
        if (!Compare(first.Span))
            return "the first bytes differ";
        while (_received < ColdObject.Length)
        {
            var count = await connection.ReceiveSomeAsync(_buffer, cancel);
            if (!Compare(_buffer.AsSpan(0, count)))
                return string.Create(CultureInfo.InvariantCulture, $"differs after {_received} bytes");
            // Everybody in turn: else who is served has all of it before the next gets a byte, and slow readers are cut off.
            await Task.Yield();
        }

        return null;
    }

    private bool Compare(ReadOnlySpan<byte> bytes)
    {
        var place = (int)_received;
        if (bytes.Length > ColdObject.Length - place || !bytes.SequenceEqual(ColdObject.Bytes.Span.Slice(place, bytes.Length)))
            return false;
        Volatile.Write(ref _received, place + bytes.Length);
        return true;
    }
}
