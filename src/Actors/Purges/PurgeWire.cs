using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Settings;
using static ActorProxy.Actors.Purges.PurgeProtocol;

namespace ActorProxy.Actors.Purges;

/// <summary>Purges as bytes.</summary>
internal static class PurgeWire
{
    private static PurgeOrder Nothing { get; } = new("", "", "", "", "", All: false, IsSoft: false);

    public static IReadOnlyList<WireCodec> Codecs { get; } =
    [
        WireCodec.Of<Purge>(
            "p1",
            (m, f) => f.Text(1, m.Origin).Number(2, m.Number).Each(3, [m.Order], Write),
            f => new Purge(f.Text(1), f.Number(2), f.Each(3, Order).LastOrDefault(Nothing))),
        WireCodec.Of<Purged>(
            "p2",
            (m, f) => f.Number(1, m.Number).Text(2, m.Result.Node).Each(3, m.Result.Counts, Write),
            f => new Purged(f.Number(1), new NodePurge(f.Text(2), ValueList.Of(f.Each(3, one => new PurgeCount(one.Text(1), one.Int(2))))))),
        WireCodec.Of<Known>(
            "p3",
            (m, f) => f.Each(1, m.Marks, Write),
            f => new Known(ValueList.Of(f.Each(1, one => new PurgeMark(one.Text(1), one.Number(2)))))),
    ];

    private static void Write(PurgeOrder order, FieldWriter fields) => fields
        .Text(1, order.Url).Text(2, order.Prefix).Text(3, order.Host).Text(4, order.Tag).Text(5, order.Route).Flag(6, order.All).Flag(7, order.IsSoft);

    private static void Write(PurgeCount count, FieldWriter fields) => fields.Text(1, count.Route).Number(2, count.Count);

    private static void Write(PurgeMark mark, FieldWriter fields) => fields.Text(1, mark.Origin).Number(2, mark.Number);

    private static PurgeOrder Order(FieldReader fields) => new(
        fields.Text(1), fields.Text(2), fields.Text(3), fields.Text(4), fields.Text(5), fields.Flag(6), fields.Flag(7));
}
