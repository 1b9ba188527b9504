using Akka.Actor;

namespace ActorProxy.Actors.Clustering;

/// <summary>Tells other nodes about this one.</summary>
internal sealed class NodeActor : ReceiveActor
{
    /// <summary>Below <c>/user</c> on every node.</summary>
    public const string Name = "node";

    public NodeActor(Func<NodeInfo> about) => Receive<NodeProtocol.AskNode>(_ => Sender.Tell(about()));
}
