using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Settings;
using static ActorProxy.Actors.Sessions.SessionProtocol;

namespace ActorProxy.Actors.Sessions;

/// <summary>Sessions as bytes.</summary>
internal static class SessionWire
{
    public static IReadOnlyList<WireCodec> Codecs { get; } =
    [
        WireCodec.Of<Claim>(
            "s1",
            (m, f) => f.Text(1, m.Session).Text(2, m.Backend).Number(3, m.Generation).Number(4, m.Ttl.Ticks).Flag(5, m.IsReplicated),
            f => new Claim(f.Text(1), f.Text(2), f.Int(3), new TimeSpan(f.Number(4)), f.Flag(5))),
        WireCodec.Of<Rebind>(
            "s2",
            (m, f) => f.Text(1, m.Session).Text(2, m.From).Number(3, m.Generation).Number(4, m.Ttl.Ticks).Flag(5, m.IsReplicated).Text(6, m.To),
            f => new Rebind(f.Text(1), f.Text(2), f.Text(6), f.Int(3), new TimeSpan(f.Number(4)), f.Flag(5))),
        WireCodec.Of<Touch>(
            "s3",
            (m, f) => f.Text(1, m.Session).Text(2, m.Backend).Number(3, m.Generation).Number(4, m.Ttl.Ticks).Flag(5, m.IsReplicated),
            f => new Touch(f.Text(1), f.Text(2), f.Int(3), new TimeSpan(f.Number(4)), f.Flag(5))),
        WireCodec.Of<Bound>(
            "s4",
            (m, f) => f.Text(1, m.Session).Text(2, m.Backend).Number(3, m.Generation),
            f => new Bound(f.Text(1), f.Text(2), f.Int(3))),
        WireCodec.Of<BindingBucket>(
            BindingBucket.Manifest,
            (m, f) => f.Each(1, m.Entries, (entry, one) => one
                .Text(1, entry.Session).Text(2, entry.Backend).Number(3, entry.Generation).Time(4, entry.Expires)),
            f => new BindingBucket(ValueList.Of(f.Each(1, one =>
                new KeptBinding(one.Text(1), one.Text(2), one.Int(3), one.Time(4) ?? DateTimeOffset.MinValue))))),
    ];
}
