using ActorProxy.Actors.Requests;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace ActorProxy.Host.Pipeline;

/// <summary>What an exception at the reading of a request body says of the client.</summary>
internal static class ClientFault
{
    /// <summary>None when it says nothing: then it is a bug.</summary>
    public static Failure Of(Exception exception) => exception switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Failure.BodyTooLarge,
        BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => Failure.ClientTooSlow,
        BadHttpRequestException => Failure.BadRequest,
        // What Kestrel throws at a chunk size that is too large for it, and at a trailer that it cannot decode.
        IOException { InnerException: OverflowException } or InvalidOperationException => Failure.BadRequest,
        ConnectionResetException or ConnectionAbortedException or OperationCanceledException or IOException => Failure.ClientAborted,
        _ => Failure.None,
    };
}
