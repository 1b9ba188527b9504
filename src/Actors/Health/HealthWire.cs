using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Settings;
using static ActorProxy.Actors.Health.HealthShareProtocol;

namespace ActorProxy.Actors.Health;

/// <summary>Health as bytes.</summary>
internal static class HealthWire
{
    public static IReadOnlyList<WireCodec> Codecs { get; } =
    [
        WireCodec.Of<HealthDigest>(
            "h1",
            (m, f) => f.Each(1, m.Words, Write),
            f => new HealthDigest(ValueList.Of(f.Each(1, Word)))),
        WireCodec.Of<ProbeNow>("h2", (m, f) => f.Text(1, m.Pool).Text(2, m.Backend), f => new ProbeNow(f.Text(1), f.Text(2))),
        WireCodec.Of<ProbeSeen>(
            "h3",
            (m, f) => f.Flag(1, m.IsKnown).Flag(2, m.Passed).Text(3, m.Reason),
            f => new ProbeSeen(f.Flag(1), f.Flag(2), f.Text(3))),
    ];

    private static void Write(HealthWord word, FieldWriter fields) => fields
        .Text(1, word.Pool).Text(2, word.Backend).Number(3, (int)word.Verdict).Text(4, word.Reason)
        .Time(5, word.EjectedSince).Time(6, word.EjectedUntil).Number(7, word.Ejections);

    private static HealthWord Word(FieldReader fields) => new(
        fields.Text(1), fields.Text(2), (HealthVerdict)fields.Int(3), fields.Text(4), fields.Time(5), fields.Time(6), fields.Int(7));
}
