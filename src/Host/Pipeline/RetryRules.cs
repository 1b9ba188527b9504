using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Host.Pipeline;

/// <summary>
/// When a request may be sent a second time: always when nothing was sent, else only when doing it twice does no more
/// than doing it once (RFC 9110 section 9.2.2) and its body is still here.
/// </summary>
internal static class RetryRules
{
    public static bool MayRetry(ProxyRequest request, RetrySettings settings, Failure failure, int status)
    {
        if (request.Attempts >= settings.Attempts || CauseOf(failure, status) is not { } cause || !settings.On.Contains(cause))
            return false;
        return cause == RetryCause.ConnectFailure ? !request.IsClientGone : MayRepeat(request);
    }

    /// <summary>Whether sending the request again does no harm although it may have been processed.</summary>
    public static bool MayRepeat(ProxyRequest request) =>
        !request.IsClientGone && !request.Body.IsStreamed && IsIdempotent(request.Method) && request.UpgradeProtocol is null;

    private static bool IsIdempotent(string method) => method is "GET" or "HEAD" or "OPTIONS" or "PUT" or "DELETE";

    private static RetryCause? CauseOf(Failure failure, int status) => (failure, status) switch
    {
        (Failure.ConnectFailed or Failure.ConnectTimeout, _) => RetryCause.ConnectFailure,
        (Failure.UpstreamReset, _) => RetryCause.Reset,
        (Failure.ReadTimeout or Failure.SendTimeout, _) => RetryCause.Timeout,
        (Failure.None, 502) => RetryCause.Status502,
        (Failure.None, 503) => RetryCause.Status503,
        (Failure.None, 504) => RetryCause.Status504,
        _ => null,
    };
}
