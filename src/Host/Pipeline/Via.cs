using Microsoft.Extensions.Primitives;

namespace ActorProxy.Host.Pipeline;

/// <summary>
/// The Via field (RFC 9110 section 7.6.3) and the loops that it shows. The pseudonym <c>auto</c> becomes one of this
/// process's own, so that two proxies in a row are not taken for a loop.
/// </summary>
internal sealed class Via
{
    private static readonly string Own = $"actorproxy-{Guid.NewGuid().ToString("N")[..8]}";
    private static volatile Via _last = new("");

    private readonly string _setting;
    private readonly string _pseudonym;

    private Via(string setting)
    {
        _setting = setting;
        _pseudonym = setting == "auto" ? Own : setting;
        Response = $"1.1 {_pseudonym}";
    }

    /// <summary>No field and no loops.</summary>
    public static Via None { get; } = new("");

    public bool IsSent => _pseudonym.Length > 0;

    /// <summary>The element that a response from an HTTP/1.1 backend gets.</summary>
    public string Response { get; }

    /// <summary>For <c>forwarding.via</c>.</summary>
    public static Via Of(string setting) => _last._setting == setting ? _last : _last = new Via(setting);

    /// <summary>The list with this hop appended; <paramref name="protocol"/> is what the message came in by.</summary>
    public string After(StringValues before, string protocol)
    {
        var own = protocol == "HTTP/1.1" ? Response : $"{(protocol == "HTTP/2" ? "2.0" : protocol[5..])} {_pseudonym}";
        return before.Count == 0 ? own : $"{before}, {own}";
    }

    /// <summary>Whether the request has been here before.</summary>
    public bool IsLoop(StringValues via)
    {
        if (via.Count == 0 || !IsSent)
            return false;
        foreach (var element in via.ToString().Split(','))
        {
            // received-protocol SP received-by [ SP comment ]
            if (element.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var by, ..] && by.Equals(_pseudonym, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
