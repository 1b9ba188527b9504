namespace ActorProxy.Actors.Clustering;

/// <summary>What a NodeActor understands. It answers by <see cref="NodeInfo"/>.</summary>
internal static class NodeProtocol
{
    /// <summary>From another node, or from this one.</summary>
    public sealed record AskNode : IWireMessage;
}
