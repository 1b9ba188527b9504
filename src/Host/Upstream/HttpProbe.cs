using System.Buffers;
using System.Text;
using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Host.Upstream;

/// <summary>One health probe: a GET, and what must come back.</summary>
internal sealed class HttpProbe(ActiveHealthSettings settings, Uri url)
{
    /// <summary>Bytes of the body that are looked at.</summary>
    public const int MaxBody = 64 * 1024;

    private static readonly StatusRange[] Usual = [new(200, 399)];

    /// <summary>Probes on that connection and closes it.</summary>
    public async Task<ProbeResult> RunAsync(UpstreamConnection connection, CancellationToken cancel)
    {
        var registration = cancel.Register(() => connection.Abort(Failure.ReadTimeout));
        await using (registration.ConfigureAwait(false))
        {
            try
            {
                return await ExchangeAsync(connection).ConfigureAwait(false);
            }
            finally
            {
                connection.Release(requestSent: false);
            }
        }
    }

    private async Task<ProbeResult> ExchangeAsync(UpstreamConnection connection)
    {
        WriteRequest(connection.Output);
        var failure = await connection.SendAsync().ConfigureAwait(false);
        do
        {
            if (failure is Failure.None)
                failure = await connection.ReceiveHeadAsync(headRequest: false).ConfigureAwait(false);
            if (failure is not Failure.None)
                return Failed(failure);
        }
        while (connection.Head.Status < 200 && !connection.Head.IsUpgrade);

        var status = connection.Head.Status;
        var ranges = settings.Statuses.Count > 0 ? settings.Statuses : (IReadOnlyList<StatusRange>)Usual;
        if (!ranges.Any(range => status >= range.First && status <= range.Last))
            return new ProbeResult(false, $"status {status}");
        if (settings.BodyContains.Length == 0)
            return new ProbeResult(true, $"status {status}");
        return await SearchBodyAsync(connection).ConfigureAwait(false);
    }

    private async Task<ProbeResult> SearchBodyAsync(UpstreamConnection connection)
    {
        var wanted = Encoding.UTF8.GetBytes(settings.BodyContains);
        var body = new ArrayBufferWriter<byte>();
        BodyPiece piece;
        do
        {
            piece = await connection.ReceiveBodyAsync().ConfigureAwait(false);
            body.Write(piece.Data.Span[..Math.Min(piece.Data.Length, MaxBody - body.WrittenCount)]);
            if (body.WrittenSpan.IndexOf(wanted) >= 0)
                return new ProbeResult(true, $"status {connection.Head.Status}, the body has the text");
        }
        while (!piece.IsLast && body.WrittenCount < MaxBody);

        return piece.Failure is Failure.None ? new ProbeResult(false, "the body does not have the text") : Failed(piece.Failure);
    }

    private void WriteRequest(IBufferWriter<byte> output)
    {
        var host = settings.Host.Length > 0 ? settings.Host : url.Authority;
        Encoding.Latin1.GetBytes(
            $"GET {settings.Path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: actorproxy-probe\r\nConnection: close\r\n\r\n",
            output);
    }

    private static ProbeResult Failed(Failure failure) => new(false, failure switch
    {
        Failure.ReadTimeout or Failure.SendTimeout => "no answer in time",
        Failure.BadResponse => "the answer is not HTTP",
        Failure.ResponseTruncated => "the answer broke off",
        _ => "the connection broke",
    });
}
