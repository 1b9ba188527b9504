namespace ActorProxy.Actors.Clustering;

/// <summary>
/// Marks what may travel from node to node. Each has a codec in <see cref="WireFormat"/>; nothing else of ours is ever sent, and
/// nothing else is accepted.
/// </summary>
internal interface IWireMessage;
