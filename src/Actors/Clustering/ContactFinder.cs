using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using ActorProxy.Actors.Settings;
using static ActorProxy.Actors.Clustering.ClusterProtocol;

namespace ActorProxy.Actors.Clustering;

/// <summary>Finds out where other nodes could be, and which of them answer.</summary>
/// <param name="discovery">Where others could be.</param>
/// <param name="credentials">By which nodes know each other; null: they do without.</param>
internal sealed class ContactFinder(DiscoverySettings discovery, NodeCredentials? credentials)
{
    private static readonly TimeSpan ConnectTime = TimeSpan.FromMilliseconds(500);

    // The first one of a process takes its time.
    private static readonly TimeSpan HandshakeTime = TimeSpan.FromSeconds(2);

    /// <summary>Never throws: a name that cannot be looked up has no nodes for now.</summary>
    /// <param name="run">Which life of this node asks.</param>
    /// <param name="view">What it knows. A member looks for those alone who are none, for of the others it hears without asking.</param>
    /// <param name="answers">
    /// Asks one that accepts a connection, as a node does that is no member. A process that hangs accepts connections too, and so does a network that carries nothing beyond:
    /// who counts those as there founds a second cluster beside a running one.
    /// </param>
    public async Task<Looked> LookAsync(int run, ClusterView view, Func<ContactPoint, Task<bool>> answers)
    {
        var known = await KnownAsync().ConfigureAwait(false);
        // A node that waits for nobody is the first of its cluster.
        if (known.Count == 0 && discovery.Kind == DiscoveryKind.Static)
            known = [view.Self];
        var looks = known.Where(node => node != view.Self && !(view.IsUp && view.Has(node)))
            .Select(async node => (Node: node, Lives: await AcceptsAsync(node).ConfigureAwait(false) && await answers(node).ConfigureAwait(false)));
        var found = await Task.WhenAll(looks).ConfigureAwait(false);
        return new Looked(run, ValueList.Of(known), ValueList.Of(found.Where(one => one.Lives).Select(one => one.Node)));
    }

    /// <summary><c>host:port,host:port</c>; what is not that is left out.</summary>
    public static IReadOnlyList<ContactPoint> Parse(string? text) =>
    [
        .. (text ?? "").Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries).Select(TryParse).OfType<ContactPoint>(),
    ];

    /// <summary><c>host:port</c>, or null.</summary>
    public static ContactPoint? TryParse(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && ushort.TryParse(text.AsSpan(colon + 1), out var port) && port > 0
            ? new ContactPoint(text[..colon], port)
            : null;
    }

    private async Task<IReadOnlyList<ContactPoint>> KnownAsync()
    {
        switch (discovery.Kind)
        {
            case DiscoveryKind.Environment:
                return Parse(Environment.GetEnvironmentVariable(discovery.Variable));
            case DiscoveryKind.Dns:
                try
                {
                    var addresses = await Dns.GetHostAddressesAsync(discovery.Name).ConfigureAwait(false);
                    return [.. addresses.Select(address => new ContactPoint(address.ToString(), discovery.Port)).Distinct().Order()];
                }
                catch (SocketException)
                {
                    return [];
                }

            default:
                return [.. discovery.Seeds.Distinct().Order()];
        }
    }

    // First, for the answer of one that does not even accept would be waited for in vain. A node that expects a handshake gets one, or it would
    // take us for somebody who tries the door.
    private async Task<bool> AcceptsAsync(ContactPoint node)
    {
        using var client = new TcpClient();
        using var limit = new CancellationTokenSource(ConnectTime);
        try
        {
            await client.ConnectAsync(node.Host, node.Port, limit.Token).ConfigureAwait(false);
            limit.CancelAfter(HandshakeTime);
            return credentials is null || await IsNodeAsync(client.GetStream(), credentials.AsClient(node.Host), limit.Token).ConfigureAwait(false);
        }
        catch (Exception refused) when (refused is SocketException or IOException or AuthenticationException or OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task<bool> IsNodeAsync(Stream connection, SslClientAuthenticationOptions options, CancellationToken limit)
    {
        var tls = new SslStream(connection);
        await using (tls.ConfigureAwait(false))
        {
            await tls.AuthenticateAsClientAsync(options, limit).ConfigureAwait(false);
            await tls.ShutdownAsync().ConfigureAwait(false);
            return true;
        }
    }
}
