using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Routing;
using ActorProxy.Host.Caching;
using ActorProxy.Host.Diagnostics;
using ActorProxy.Host.Listeners;
using ActorProxy.Host.Sessions;
using ActorProxy.Host.Upstream;
using ActorProxy.Transport.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace ActorProxy.Host.Pipeline;

/// <summary>
/// One request and its response as Kestrel shows them, with what the pipeline has found out so far. Lives with the
/// connection (HTTP/1.1) or the stream (HTTP/2); <see cref="Begin"/> makes it ready for the next request.
/// </summary>
internal sealed class ProxyRequest : IRequestFacts, IClientWatch
{
    private readonly IHttpRequestFeature _request;
    private readonly IHttpResponseFeature _response;
    private readonly IHttpRequestBodyDetectionFeature _detection;
    private readonly IRestFeature? _rest;
    private readonly RequestTarget _target = new();
    private RequestBody? _body;
    private RoutingTable? _table;
    private UpstreamConnection? _upstream;
    private volatile bool _clientGone;
    private volatile bool _isCutOff;
    private bool _isAddressTrusted;
    private string? _clientIp;
    private string? _requestId;
    private CancellationTokenRegistration _abortRegistration;
    private ClientWatch? _watch;
    private InterimWriter? _interimWriter;

    public ProxyRequest(IFeatureCollection features, ListenerIdentity listener)
    {
        Features = features;
        Listener = listener;
        Peer = new Peer(features);
        _request = features.GetRequiredFeature<IHttpRequestFeature>();
        _response = features.GetRequiredFeature<IHttpResponseFeature>();
        _detection = features.GetRequiredFeature<IHttpRequestBodyDetectionFeature>();
        ResponseBody = features.GetRequiredFeature<IHttpResponseBodyFeature>();
        IsHttp2 = _request.Protocol == "HTTP/2";
        if (IsHttp2)
            return;
        (features.Get<IConnectionLifetimeFeature>() as ClientConnection)?.Watch(this);
        // With TLS, which nodes may speak, the state of the session lives between the requests.
        if (listener is { Certificates: null, IsForNodes: false })
            _rest = features.Get<IRestFeature>();
    }

    public IFeatureCollection Features { get; }

    public ListenerIdentity Listener { get; }

    public Peer Peer { get; }

    public bool IsHttp2 { get; }

    public string Protocol => _request.Protocol;

    public string Method => _request.Method;

    public IHeaderDictionary Headers => _request.Headers;

    /// <summary>Where the request wants to go, parsed.</summary>
    public RequestTarget Target => _target;

    public RequestBody Body { get; private set; } = RequestBody.None;

    public int Status
    {
        get => _response.StatusCode;
        set => _response.StatusCode = value;
    }

    public string? Reason
    {
        set => _response.ReasonPhrase = value;
    }

    /// <summary>Status and, where it is not the usual one, reason phrase.</summary>
    public void SetStatus(int status, string? reason)
    {
        Status = status;
        if (reason is not null && reason != ReasonPhrases.GetReasonPhrase(status))
            Reason = reason;
    }

    public IHeaderDictionary ResponseHeaders => _response.Headers;

    public IHttpResponseBodyFeature ResponseBody { get; private set; }

    public bool ResponseStarted => _response.HasStarted;

    /// <summary>The snapshot that this request uses to its end.</summary>
    public RoutingTable Table
    {
        get => _table!;
        set
        {
            if (ReferenceEquals(value, _table))
                return;
            _table = value;
            JudgeAddress();
            Via = Via.Of(value.Settings.Forwarding.Via);
        }
    }

    /// <summary>Whether the peer is a proxy whose word about the client counts.</summary>
    public bool IsPeerTrusted => _isAddressTrusted || IsPeerFetch;

    /// <summary>Whether another node asks, for its cache.</summary>
    public bool IsPeerFetch { get; private set; }

    /// <summary>Whether the cache may turn to other nodes for it.</summary>
    public bool MayAskPeers { get; set; }

    /// <summary>The Via field of this table.</summary>
    public Via Via { get; private set; } = Via.None;

    public Route? Route { get; set; }

    /// <summary>The backend of the last attempt.</summary>
    public Backend? Backend { get; set; }

    /// <summary>Its session; null while no request on this connection has gone to a sticky pool.</summary>
    public StickyTicket? Sticky { get; set; }

    public int Attempts { get; set; }

    public long StartedAt { get; private set; }

    public long BytesOut { get; set; }

    /// <summary>What selects between the stored responses of one URL.</summary>
    public RequestValues Values => field ??= new RequestValues(this);

    /// <summary>For a fetch of the cache's own: the request of the client who waits for it, and does so until its final head is here.</summary>
    public ProxyRequest? Asker { get; set; }

    /// <summary>
    /// Tells the client who waits of interim responses; null when it cannot be told. Frames of HTTP/2 are Kestrel's alone, HTTP/1.0 knows
    /// none, and to a client that waits for 100 Kestrel may write one at any moment.
    /// </summary>
    public InterimWriter? InterimWriter => Asker is not null ? Asker.InterimWriter
        : Protocol == "HTTP/1.1" && !Body.ExpectsContinue ? _interimWriter ??= InterimWriter.Of(this) : null;

    /// <summary>What the cache says about this response (RFC 9211); null on routes that do not cache.</summary>
    public string? CacheStatus { get; set; }

    public string RequestId => _requestId ??= Guid.NewGuid().ToString("N");

    public string ClientIp => _clientIp ??= ForwardedFor.ClientIp(this);

    /// <summary>The protocol that the client wants to change to and may (RFC 9110 section 7.8); null for a plain request.</summary>
    public string? UpgradeProtocol =>
        Headers.Upgrade.Count > 0 && Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } ? Headers.Upgrade.ToString() : null;

    /// <summary>Whether the client understands trailers (RFC 9110 section 10.1.4).</summary>
    public bool AcceptsTrailers => Headers.TE.Count > 0 && Headers.TE.ToString().Contains("trailers", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the client has gone by itself.</summary>
    public bool IsClientGone => _clientGone && !_isCutOff;

    /// <summary>The connection to the backend while this request holds one.</summary>
    public UpstreamConnection? Upstream => _upstream;

    /// <summary>What another node sends is a trusted proxy's word. The nodes are one hop, so the answer gets no Via here.</summary>
    public void BecomePeerFetch()
    {
        IsPeerFetch = true;
        Via = Via.None;
        _clientIp = null;
    }

    /// <summary>Is another node's, or may ask none, as the request that it is made for.</summary>
    public void Follow(ProxyRequest client) => (IsPeerFetch, MayAskPeers) = (client.IsPeerFetch, client.MayAskPeers);

    /// <summary>Forgets the request before.</summary>
    /// <param name="now"><see cref="TimeProvider.GetTimestamp"/> of the clock by which its end is noted.</param>
    public void Begin(long now)
    {
        if (IsPeerFetch)
            Via = Via.Of(Table.Settings.Forwarding.Via);
        IsPeerFetch = false;
        MayAskPeers = true;
        Route = null;
        Backend = null;
        Attempts = 0;
        BytesOut = 0;
        CacheStatus = null;
        _clientIp = null;
        _requestId = null;
        Sticky?.Clear();
        StartedAt = now;
        if (Peer.Begin())
            JudgeAddress();
        _target.Parse(_request.RawTarget, Headers.Host);
        Body = BodyOf(Headers);
        if (IsHttp2)
            WatchStream();
    }

    /// <summary>It is over, and until another begins the connection means nothing here, unless a part of the body was left unread.</summary>
    public void End()
    {
        if (Body.IsAllRead)
            _rest?.Rest();
    }

    /// <summary>Takes hold of a connection; false when the client has gone, and then the connection is aborted.</summary>
    public bool Attach(UpstreamConnection connection)
    {
        Volatile.Write(ref _upstream, connection);
        if (_clientGone)
            OnGone();
        return Volatile.Read(ref _upstream) is not null;
    }

    /// <summary>
    /// Lets go of the connection and returns it, or null when it was aborted because the client went away: only one of
    /// the two may dispose of it, since it can serve somebody else the moment it is released.
    /// </summary>
    public UpstreamConnection? Detach() => Interlocked.Exchange(ref _upstream, null);

    /// <summary>Before anything else is written to the client: waits for what was sent of interim responses. False when it takes none.</summary>
    public ValueTask<bool> EndInterimAsync(TimeProvider time) => _interimWriter?.EndAsync(time) ?? ValueTask.FromResult(true);

    /// <summary>Cuts the client off so that it sees the response as broken (RFC 9112 section 8).</summary>
    public void AbortClient()
    {
        _isCutOff = !_clientGone;
        Features.GetRequiredFeature<IHttpRequestLifetimeFeature>().Abort();
    }

    public RequestRecord Record(Failure failure, long endedAt) => new()
    {
        Route = Route,
        Backend = Backend,
        Failure = failure,
        Status = failure == Failure.ClientAborted ? failure.StatusCode() : Status,
        Method = Method,
        Target = Target.Raw,
        Host = Target.Authority,
        Protocol = Protocol,
        ClientIp = ClientIp,
        BytesIn = Body.BytesIn,
        BytesOut = BytesOut,
        StartTimestamp = StartedAt,
        EndTimestamp = endedAt,
        Attempts = Attempts,
        RequestId = _requestId,
    };

    public string Value(Variable variable) => RequestVariables.Value(this, variable);

    /// <summary>The client has ended its side of an HTTP/1.1 connection.</summary>
    public void OnHalfClosed(IHalfCloseFeature ending) => _watch ??= new ClientWatch(this, ending);

    /// <summary>Ends the exchange with the backend: nobody waits for it any more. From any thread.</summary>
    public void OnGone()
    {
        _clientGone = true;
        _watch?.Dispose();
        Interlocked.Exchange(ref _upstream, null)?.Abort(Failure.ClientAborted);
    }

    private RequestBody BodyOf(IHeaderDictionary headers)
    {
        var canHaveBody = _detection.CanHaveBody;
        if (!canHaveBody && headers.ContentLength is null)
            return RequestBody.None;
        _body ??= new RequestBody(Features);
        _body.Begin(headers, canHaveBody);
        return _body;
    }

    private void JudgeAddress() => _isAddressTrusted = _table is { } table && ForwardedFor.IsTrusted(Peer.Address, table.Settings.TrustedProxies);

    // A stream ends without its connection, and its object serves the next stream: watch each anew.
    private void WatchStream()
    {
        _abortRegistration.Dispose();
        (_clientGone, _isCutOff) = (false, false);
        _abortRegistration = Features.GetRequiredFeature<IHttpRequestLifetimeFeature>().RequestAborted
            .UnsafeRegister(static state => ((ProxyRequest)state!).OnGone(), this);
    }
}
