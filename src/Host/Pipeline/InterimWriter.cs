using System.IO.Pipelines;
using ActorProxy.Actors.Routing;
using ActorProxy.Host.Upstream;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace ActorProxy.Host.Pipeline;

/// <summary>
/// Writes 1xx responses to one client connection of HTTP/1.1 (RFC 9110 section 15.2). Kestrel has no way to send one; but until a response has
/// begun it writes nothing, except 100 to a client that waits for it, so that the connection below it is free.
/// </summary>
/// <param name="output">Of the connection, inside TLS.</param>
internal sealed class InterimWriter(PipeWriter output)
{
    // A client that takes nothing for so long does not wait for the response either.
    private static readonly TimeSpan LongestStall = TimeSpan.FromSeconds(60);

    private Task? _flush;

    /// <summary>For the connection that a request has come on; null where it is not a connection of its own.</summary>
    public static InterimWriter? Of(ProxyRequest request) =>
        request.Features.Get<IConnectionTransportFeature>() is { } connection ? new InterimWriter(connection.Transport.Output) : null;

    /// <summary>Sends one, or drops it while the client does not take those before: it is a help, and the final response says all.</summary>
    public void Write(ResponseHead head, HeaderPlan plan)
    {
        if (_flush is { IsCompleted: false })
            return;
        WriteHead(head, plan);
        _flush = FlushAsync();
    }

    /// <summary>Waits until the connection is Kestrel's again. False when the client does not take what was sent to it.</summary>
    public async ValueTask<bool> EndAsync(TimeProvider time)
    {
        if (_flush is not { } flush)
            return true;
        _flush = null;
        try
        {
            await flush.WaitAsync(LongestStall, time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private void WriteHead(ResponseHead head, HeaderPlan plan)
    {
        var writer = new HeadWriter(output);
        writer.Write("HTTP/1.1 "u8);
        writer.Write(head.Status);
        writer.Write(" "u8);
        writer.Write(head.Reason ?? ReasonPhrases.GetReasonPhrase(head.Status));
        writer.Write("\r\n"u8);
        for (var i = 0; i < head.FieldCount; i++)
        {
            if (!plan.Drops(head.Name(i)))
                writer.Field(head.Name(i), head.Value(i));
        }

        writer.Write("\r\n"u8);
        writer.Complete();
    }

    private async Task FlushAsync()
    {
        try
        {
            await output.FlushAsync();
        }
        catch (Exception exception) when (NetworkFault.Is(exception))
        {
            // The client is gone, which is noticed where its response is written.
        }
    }
}
