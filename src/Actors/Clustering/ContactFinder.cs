using System.Net;
using System.Net.Sockets;
using ActorProxy.Actors.Settings;
using static ActorProxy.Actors.Clustering.ClusterProtocol;

namespace ActorProxy.Actors.Clustering;

/// <summary>Finds out where other nodes could be, and which of them answer.</summary>
internal static class ContactFinder
{
    private static readonly TimeSpan ConnectTime = TimeSpan.FromMilliseconds(500);

    /// <summary>Never throws: a name that cannot be looked up has no nodes for now.</summary>
    /// <param name="run">Which life of this node asks.</param>
    /// <param name="discovery">Where others could be.</param>
    /// <param name="self">This node.</param>
    /// <param name="answers">
    /// Asks one that accepts a connection, as a node does that is no member. A process that hangs accepts connections too, and so does a network that carries nothing beyond:
    /// who counts those as there founds a second cluster beside a running one.
    /// </param>
    public static async Task<Looked> LookAsync(int run, DiscoverySettings discovery, ContactPoint self, Func<ContactPoint, Task<bool>> answers)
    {
        var known = await KnownAsync(discovery).ConfigureAwait(false);
        // A node that waits for nobody is the first of its cluster.
        if (known.Count == 0 && discovery.Kind == DiscoveryKind.Static)
            known = [self];
        var looks = known.Where(node => node != self).Select(async node => (Node: node, Lives: await AcceptsAsync(node).ConfigureAwait(false) && await answers(node).ConfigureAwait(false)));
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

    private static async Task<IReadOnlyList<ContactPoint>> KnownAsync(DiscoverySettings discovery)
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

    // First, for the answer of one that does not even accept would be waited for in vain.
    private static async Task<bool> AcceptsAsync(ContactPoint node)
    {
        using var client = new TcpClient();
        using var limit = new CancellationTokenSource(ConnectTime);
        try
        {
            await client.ConnectAsync(node.Host, node.Port, limit.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception refused) when (refused is SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}
