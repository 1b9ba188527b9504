using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Clustering;

/// <summary>What a node says about itself when another asks.</summary>
/// <param name="Version">Of the program.</param>
/// <param name="Protocol">The version of what nodes say to each other.</param>
/// <param name="Epoch">Of the configuration that it serves.</param>
/// <param name="IsReady">Whether it should get requests.</param>
/// <param name="Admin">Where its admin API listens; empty: nowhere.</param>
/// <param name="Listeners">Where requests can be sent, as <c>name=address:port</c>.</param>
/// <param name="Peers">Where other nodes fetch from its caches by plain HTTP, as <c>host:port</c>; empty: nowhere.</param>
/// <param name="OnTrial">The epoch that it serves on trial; 0: none.</param>
/// <param name="PeersByTls">The same by TLS between nodes: one of the two at most.</param>
public sealed record NodeInfo(
    string Version,
    int Protocol,
    long Epoch,
    bool IsReady,
    string Admin,
    ValueList<string> Listeners,
    string Peers,
    long OnTrial = 0,
    string PeersByTls = "") : IWireMessage;
