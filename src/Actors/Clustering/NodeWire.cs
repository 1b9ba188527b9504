using ActorProxy.Actors.Settings;
using static ActorProxy.Actors.Clustering.NodeProtocol;

namespace ActorProxy.Actors.Clustering;

/// <summary>Nodes about themselves, as bytes.</summary>
internal static class NodeWire
{
    public static IReadOnlyList<WireCodec> Codecs { get; } =
    [
        WireCodec.Of<AskNode>("n1", (_, _) => { }, _ => new AskNode()),
        WireCodec.Of<NodeInfo>(
            "n2",
            (info, fields) => fields.Text(1, info.Version).Number(2, info.Protocol).Number(3, info.Epoch).Flag(4, info.IsReady)
                .Text(5, info.Admin).Each(6, info.Listeners, (listener, one) => one.Text(1, listener)).Text(7, info.Peers).Number(8, info.OnTrial)
                .Text(9, info.PeersByTls),
            fields => new NodeInfo(
                fields.Text(1), fields.Int(2), fields.Number(3), fields.Flag(4), fields.Text(5),
                ValueList.Of(fields.Each(6, one => one.Text(1))), fields.Text(7), fields.Number(8), fields.Text(9))),
    ];
}
