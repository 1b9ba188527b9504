using System.Net;
using System.Net.Sockets;
using ActorProxy.Actors.Settings;
using static ActorProxy.Actors.Clustering.ClusterProtocol;

namespace ActorProxy.Actors.Clustering;

/// <summary>Finds out where other nodes could be, and which of them accept a connection.</summary>
internal static class ContactFinder
{
    private static readonly TimeSpan ConnectTime = TimeSpan.FromMilliseconds(500);

    /// <summary>Never throws: a name that cannot be looked up has no nodes for now.</summary>
    public static async Task<Looked> LookAsync(int run, DiscoverySettings discovery, ContactPoint self)
    {
        var known = await KnownAsync(discovery).ConfigureAwait(false);
        // A node that waits for nobody is the first of its cluster.
        if (known.Count == 0 && discovery.Kind == DiscoveryKind.Static)
            known = [self];
        var looks = known.Where(node => node != self).Select(async node => (Node: node, Lives: await LivesAsync(node).ConfigureAwait(false)));
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

    private static async Task<bool> LivesAsync(ContactPoint node)
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
