using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Settings;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Host.Upstream;

/// <summary>Makes connections to one backend: addresses, TCP, TLS.</summary>
internal sealed class Connector(
    Uri url, UpstreamTlsSettings tls, Dialer dialer, AddressResolver resolve, TimeProvider time, ILogger log, Action addressesChanged)
{
    private readonly AddressBook _addresses = new(url.IdnHost, resolve, time, addressesChanged);
    private readonly UpstreamTls? _tls = url.Scheme == Uri.UriSchemeHttps ? new UpstreamTls(tls, url.IdnHost, time, log) : null;

    /// <summary>Whether it makes what these settings ask for.</summary>
    public bool Makes(Uri otherUrl, UpstreamTlsSettings otherTls) => url == otherUrl && tls == otherTls;

    /// <summary>Whether the backend has that address, as far as is known.</summary>
    public bool HasAddress(IPAddress address) => _addresses.Has(address);

    /// <summary>Follows the name beside what goes on, so that connections in steady use do not keep a backend where it was.</summary>
    public void Freshen(TimeSpan dnsRefresh) => _addresses.Freshen(dnsRefresh);

    /// <summary>
    /// Connects to one address after another until one takes it. Each gets its share of the time, so that one that is silent
    /// does not cost all of it. Never throws for the network.
    /// </summary>
    public async Task<ConnectedChannel> ConnectAsync(ConnectPlan plan, CancellationToken cancel)
    {
        var begun = time.GetTimestamp();
        try
        {
            var addresses = await _addresses.GetAsync(plan.DnsRefresh, plan.Timeout, cancel).ConfigureAwait(false);
            for (var i = 0; ; i++)
            {
                var left = plan.Timeout - time.GetElapsedTime(begun);
                var result = await TryAsync(addresses[i], left / (addresses.Length - i), plan, cancel).ConfigureAwait(false);
                if (result.Channel is not null || result.Failure is Failure.ClientAborted || i == addresses.Length - 1)
                    return result;
            }
        }
        catch (OperationCanceledException)
        {
            return ConnectedChannel.Cancelled;
        }
        catch (TimeoutException)
        {
            return ConnectedChannel.TimedOut("the name was not resolved in time");
        }
        catch (SocketException exception)
        {
            return ConnectedChannel.Failed(exception);
        }
    }

    private async Task<ConnectedChannel> TryAsync(IPAddress address, TimeSpan timeout, ConnectPlan plan, CancellationToken cancel)
    {
        if (timeout <= TimeSpan.Zero)
            return ConnectedChannel.TimedOut($"no time left for {address}");

        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
        try
        {
            var channel = await dialer.ConnectAsync(new IPEndPoint(address, url.Port), either.Token).ConfigureAwait(false);
            if (_tls is not null && !plan.TcpOnly)
                channel = await TlsChannel.OpenAsync(channel, _tls.Options, either.Token).ConfigureAwait(false);
            return new ConnectedChannel(channel, address);
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            return cancel.IsCancellationRequested ? ConnectedChannel.Cancelled
                : deadline.IsCancellationRequested ? ConnectedChannel.TimedOut($"{address} did not answer in time")
                : ConnectedChannel.Failed(exception);
        }
    }

    // The last three: the file of certificates.
    private static bool IsExpected(Exception exception) =>
        NetworkFault.Is(exception) || exception is OperationCanceledException or CryptographicException or UnauthorizedAccessException;
}
