using System.Security.Cryptography.X509Certificates;
using ActorProxy.Actors.Settings;
using Akka.Event;
using Akka.Remote.Transport.DotNetty;

namespace ActorProxy.Actors.Clustering;

/// <summary>Mutual TLS for the messages between nodes, as Akka takes it.</summary>
internal static class ClusterTls
{
    /// <summary>Throws what reading the files throws.</summary>
    public static DotNettySslSetup Setup(ClusterTlsSettings settings)
    {
        var credentials = NodeCredentials.Load(settings);
        return new DotNettySslSetup(
            credentials.Certificate,
            suppressValidation: false,
            requireMutualAuthentication: true,
            customValidator: (certificate, shown, peer, _, log) => credentials.IsNode(certificate, shown) || Refuse(certificate, peer, log));
    }

    private static bool Refuse(X509Certificate2? certificate, string peer, ILoggingAdapter log)
    {
        if (certificate is null)
            log.Warning("Refused {0}, which wanted to be a node, but showed no certificate", peer);
        else
            log.Warning("Refused {0}, which wanted to be a node, but is not of our root: {1}", peer, certificate.Subject);
        return false;
    }
}
