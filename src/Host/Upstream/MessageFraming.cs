using System.Globalization;
using ActorProxy.Streams.Bodies;

namespace ActorProxy.Host.Upstream;

/// <summary>
/// Collects what a response head says about the end of its body and of the connection, and decides (RFC 9112 sections 6.3
/// and 9.3). Anything that two readers could frame in two ways is refused.
/// </summary>
internal sealed class MessageFraming
{
    // Each option costs a look at each field.
    private const int MaxOptions = 64;

    private readonly List<string> _nominations = [];
    private long _contentLength;
    private bool _chunked;
    private int _options;
    private bool _close;
    private bool _keepAlive;
    private bool _trailer;

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        _nominations.Clear();
        _contentLength = -1;
        _options = 0;
        _chunked = _close = _keepAlive = _trailer = false;
    }

    /// <summary>Takes a field that is not simply passed on. False when it breaks the framing.</summary>
    public bool Take(FieldKind kind, string value, ResponseHead head)
    {
        switch (kind)
        {
            case FieldKind.ContentLength:
                return TakeContentLength(value);
            case FieldKind.TransferEncoding:
                return TakeTransferEncoding(value);
            case FieldKind.Connection:
                return TakeConnection(value);
            case FieldKind.Upgrade:
                head.UpgradeProtocol = value;
                return true;
            case FieldKind.Trailer:
                _trailer = true;
                return true;
            default:
                return true;
        }
    }

    /// <summary>Writes the decision into the head. False when the head contradicts itself.</summary>
    public bool Decide(ResponseHead head, bool headRequest)
    {
        var hasLength = _contentLength >= 0;
        if (_chunked && (hasLength || head.IsHttp10))
            return false;

        var bodyless = head.Status is < 200 or 204;
        // A sender that announces a body here may go on to send it: what follows could not be trusted.
        var announced = bodyless && (_chunked || _contentLength > 0);
        if (head.Status < 200 && (announced || (head.IsUpgrade && head.UpgradeProtocol.Length == 0)))
            return false;

        head.ContentLength = bodyless ? -1 : _contentLength;
        head.Framing = bodyless || headRequest || head.Status == 304 ? BodyFraming.None
            : _chunked ? BodyFraming.Chunked
            : hasLength ? BodyFraming.Length
            : BodyFraming.UntilClose;
        head.KeepAlive = !_close && !announced && head.Framing is not BodyFraming.UntilClose && (!head.IsHttp10 || _keepAlive);
        RemoveNominated(head);
        return true;
    }

    private bool TakeContentLength(string value)
    {
        if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            return false;
        var agrees = _contentLength < 0 || _contentLength == length;
        _contentLength = length;
        return agrees;
    }

    private bool TakeTransferEncoding(string value)
    {
        if (_chunked || !value.Equals("chunked", StringComparison.OrdinalIgnoreCase))
            return false;
        return _chunked = true;
    }

    private bool TakeConnection(string value)
    {
        var others = false;
        foreach (var range in value.AsSpan().Split(','))
        {
            var option = value.AsSpan(range).Trim(" \t");
            if (option.Equals("keep-alive", StringComparison.OrdinalIgnoreCase))
                _keepAlive = true;
            else if (option.Equals("close", StringComparison.OrdinalIgnoreCase))
                _close = true;
            else
                others = true;
            _options++;
        }

        if (others)
            _nominations.Add(value);
        return _options <= MaxOptions;
    }

    private void RemoveNominated(ResponseHead head)
    {
        if (_trailer && head.Framing is not BodyFraming.Chunked)
            head.Fields.Remove("Trailer");
        foreach (var value in _nominations)
        {
            foreach (var range in value.AsSpan().Split(','))
                head.Fields.Remove(value.AsSpan(range).Trim(" \t"));
        }
    }
}
