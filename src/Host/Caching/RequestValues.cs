using ActorProxy.Actors.Requests;
using ActorProxy.Host.Pipeline;
using ActorProxy.Streams.Caching.Rules;

namespace ActorProxy.Host.Caching;

/// <summary>What one request has for the fields that select a stored response.</summary>
internal sealed class RequestValues(ProxyRequest request) : IRequestValues
{
    /// <summary>Names that begin so ask for a cookie.</summary>
    public const string CookiePrefix = "cookie/";

    public string? Value(string name)
    {
        if (name.StartsWith(CookiePrefix, StringComparison.Ordinal))
            return RequestVariables.Value(request, new Variable(VariableKind.Cookie, name[CookiePrefix.Length..]));
        return request.Headers[name] is { Count: > 0 } values ? values.ToString() : null;
    }
}
