using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Settings;
using static ActorProxy.Actors.Load.LoadShareProtocol;

namespace ActorProxy.Actors.Load;

/// <summary>Requests in flight as bytes.</summary>
internal static class LoadWire
{
    public static IReadOnlyList<WireCodec> Codecs { get; } =
    [
        WireCodec.Of<LoadTold>(
            "i1",
            (m, f) => f.Number(1, m.Life).Number(2, m.Number).Flag(3, m.IsWhole).Each(4, m.Counts, Write),
            f => new LoadTold(f.Number(1), f.Number(2), f.Flag(3), ValueList.Of(f.Each(4, Count)))),
    ];

    private static void Write(LoadCount count, FieldWriter fields) =>
        fields.Text(1, count.Pool).Text(2, count.Backend).Number(3, count.InFlight);

    private static LoadCount Count(FieldReader fields) => new(fields.Text(1), fields.Text(2), fields.Int(3));
}
