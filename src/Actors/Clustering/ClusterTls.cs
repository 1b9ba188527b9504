using System.Security.Cryptography.X509Certificates;
using Akka.Event;
using Akka.Remote.Transport.DotNetty;

namespace ActorProxy.Actors.Clustering;

/// <summary>Mutual TLS for the messages between nodes, as Akka takes it.</summary>
internal static class ClusterTls
{
    public static DotNettySslSetup Setup(NodeCredentials credentials) => new(
        credentials.Certificate,
        suppressValidation: false,
        requireMutualAuthentication: true,
        customValidator: (certificate, shown, peer, _, log) => credentials.IsNode(certificate, shown) || Refuse(certificate, peer, log));

    private static bool Refuse(X509Certificate2? certificate, string peer, ILoggingAdapter log)
    {
        if (certificate is null)
            log.Warning("Refused {0}, which wanted to be a node, but showed no certificate", peer);
        else
            log.Warning("Refused {0}, which wanted to be a node, but is not of our root: {1}", peer, certificate.Subject);
        return false;
    }
}
