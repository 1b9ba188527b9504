using System.Net;
using ActorProxy.Transport.Connections;
using Microsoft.AspNetCore.Connections;

namespace ActorProxy.Transport;

/// <summary>Listens on rings, and keeps idle connections by a policy.</summary>
/// <param name="rings">Where connections live.</param>
/// <param name="counter">Told of each connection; null: nobody.</param>
/// <param name="most">Connections that may be open at once on one listener; those beyond are closed. Null: no bound.</param>
public sealed class RingListening(RingGroup rings, IConnectionCounter? counter = null, long? most = null) : IConnectionListenerFactory
{
    private volatile IdlePolicy? _policy;
    private volatile IdlePolicy? _policyForParked;

    /// <summary>May change while it listens; null: the server has every connection from the first moment to the last.</summary>
    public IdlePolicy? Policy
    {
        get => _policy;
        set
        {
            _policyForParked = value ?? _policyForParked;
            _policy = value;
        }
    }

    /// <summary>The last one that there was: what is parked still has to end some time.</summary>
    internal IdlePolicy PolicyForParked => _policyForParked!;

    internal IConnectionCounter? Counter => counter;

    internal long? Most => most;

    /// <inheritdoc />
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IConnectionListener>(rings.Bind(endpoint, this));
}
