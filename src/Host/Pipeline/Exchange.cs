using System.Buffers;
using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Routing;
using ActorProxy.Host.Upstream;

namespace ActorProxy.Host.Pipeline;

/// <summary>
/// Sends one request to one backend and receives the head of the response. When it ends with <see cref="Failure.None"/>
/// the request holds the connection, with the body still to come; otherwise it holds none.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="writeHead">Writes the head of the request.</param>
internal sealed class Exchange(TimeProvider time, Action<ProxyRequest, Route, IBufferWriter<byte>> writeHead)
{
    // A client that waits for 100 must not wait for ever for a backend that never says it (RFC 9110 section 10.1.1).
    private static readonly TimeSpan ContinuePatience = TimeSpan.FromSeconds(1);

    public async ValueTask<Failure> RunAsync(ProxyRequest request, Route route, HttpUpstream upstream)
    {
        request.Body.TryBuffer();
        var connection = upstream.TryRentIdle();
        while (true)
        {
            if (connection is null)
            {
                var connect = await upstream.ConnectAsync(CancellationToken.None);
                if (connect.Connection is null)
                    return connect.Failure;
                connection = connect.Connection;
            }

            if (!request.Attach(connection))
                return Failure.ClientAborted;
            writeHead(request, route, connection.Output);
            var failure = await SendAndReceiveHeadAsync(request, connection);
            if (failure == Failure.None && connection.Head.IsInterim)
                failure = await RelayInterimAsync(request, route, connection);
            if (failure == Failure.None && IsUnaskedUpgrade(request, connection.Head))
                failure = Failure.BadResponse;
            if (failure == Failure.None)
                return Failure.None;

            // An idle connection may be closed by the backend at the very moment it is used: not a failure of the backend.
            var wasStale = failure == Failure.UpstreamReset && connection.HasServed && !connection.AnyResponseByte;
            request.Detach()?.Abort(failure);
            if (!wasStale || !RetryRules.MayRepeat(request))
                return request.IsClientGone ? Failure.ClientAborted : failure;
            connection = null;
        }
    }

    private ValueTask<Failure> SendAndReceiveHeadAsync(ProxyRequest request, UpstreamConnection connection)
    {
        if (request.Body.IsStreamed)
            return StreamAndReceiveHeadAsync(request, connection);
        request.Body.WriteBuffered(connection.Output);
        var send = connection.SendAsync();
        // The kernel nearly always takes a small request at once, and then nothing here has to wait.
        if (!send.IsCompletedSuccessfully)
            return ReceiveHeadAfterAsync(send, request, connection);
        return send.Result == Failure.None ? connection.ReceiveHeadAsync(IsHead(request)) : send;
    }

    private static async ValueTask<Failure> ReceiveHeadAfterAsync(ValueTask<Failure> send, ProxyRequest request, UpstreamConnection connection)
    {
        var failure = await send;
        return failure == Failure.None ? await connection.ReceiveHeadAsync(IsHead(request)) : failure;
    }

    // A fetch for the cache does not wait for the client who asked first: others wait for it too.
    private async ValueTask<Failure> RelayInterimAsync(ProxyRequest request, Route route, UpstreamConnection connection)
    {
        var failure = await InterimRelay.RunAsync(request, route, connection);
        return request.Asker is not null || await request.EndInterimAsync(time) ? failure : Failure.ClientAborted;
    }

    private async ValueTask<Failure> StreamAndReceiveHeadAsync(ProxyRequest request, UpstreamConnection connection)
    {
        if (!request.Body.ExpectsContinue)
        {
            request.Body.StartPump(connection);
            return await connection.ReceiveHeadAsync(IsHead(request));
        }

        var failure = await connection.SendAsync();
        if (failure != Failure.None)
            return failure;

        // Reading the body makes Kestrel send 100 to the client, so it is read only when the backend has said so.
        var head = connection.ReceiveHeadAsync(IsHead(request)).AsTask();
        await Task.WhenAny(head, Task.Delay(ContinuePatience, time));
        if (head.IsCompleted && (await head != Failure.None || connection.Head.Status >= 200))
            return await head;
        request.Body.StartPump(connection);
        failure = await head;
        return failure == Failure.None && connection.Head.IsInterim ? await connection.ReceiveFinalHeadAsync(IsHead(request)) : failure;
    }

    // Nobody may change the protocol unasked, nor to one that was not offered (RFC 9110 section 7.8).
    private static bool IsUnaskedUpgrade(ProxyRequest request, ResponseHead head) =>
        head.IsUpgrade && request.UpgradeProtocol?.Split(',', StringSplitOptions.TrimEntries).Contains(head.UpgradeProtocol, StringComparer.OrdinalIgnoreCase) != true;

    private static bool IsHead(ProxyRequest request) => request.Method == "HEAD";
}
