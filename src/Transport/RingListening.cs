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
    private volatile IdlePolicy? _policyForWaiting;

    /// <summary>
    /// May change while it listens; null: the server has every connection from the first moment to the last. Connections that the server got under
    /// one policy serve nobody new under another, so that new limits of the server hold for all who come after a change.
    /// </summary>
    public IdlePolicy? Policy
    {
        get => _policy;
        set
        {
            _policyForWaiting = value ?? _policyForWaiting;
            _policy = value;
        }
    }

    /// <summary>The last one that there was: those who wait still have to end some time.</summary>
    internal IdlePolicy PolicyForWaiting => _policyForWaiting!;

    internal IConnectionCounter? Counter => counter;

    internal long? Most => most;

    /// <inheritdoc />
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IConnectionListener>(rings.Bind(endpoint, this));
}
