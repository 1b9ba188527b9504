using ActorProxy.Actors.Settings;
using Akka.Actor;
using Akka.Cluster;
using Akka.Remote;

namespace ActorProxy.Actors.Clustering;

/// <summary>Lets nodes ask each other about themselves.</summary>
internal sealed class NodeDirectory(Func<NodeInfo> about) : IClusterPart
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(1);

    private volatile ActorSystem? _system;

    /// <summary>The system that is a member; null between two of them.</summary>
    public ActorSystem? System => _system;

    public void Start(ActorSystem system)
    {
        system.ActorOf(Props.Create(() => new NodeActor(about)), NodeActor.Name);
        _system = system;
    }

    public void Ended() => _system = null;

    /// <summary>What a node says about itself; null when it does not answer.</summary>
    public async Task<NodeInfo?> AskAsync(ContactPoint node)
    {
        if (_system is not { } system)
            return null;
        try
        {
            var path = NodePath.Of(Cluster.Get(system).SelfAddress, node, NodeActor.Name);
            return await system.ActorSelection(path).Ask<NodeInfo>(new NodeProtocol.AskNode(), AnswerTime).ConfigureAwait(false);
        }
        catch (Exception silent) when (silent is AskTimeoutException or RemoteTransportException)
        {
            return null;
        }
    }
}
