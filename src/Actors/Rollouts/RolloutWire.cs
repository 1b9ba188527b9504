using System.IO.Compression;
using System.Runtime.Serialization;
using System.Text;
using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Settings;
using static ActorProxy.Actors.Rollouts.RolloutProtocol;

namespace ActorProxy.Actors.Rollouts;

/// <summary>Rollouts as bytes. Configurations are compressed, for a message has a bound.</summary>
internal static class RolloutWire
{
    private const int LongestText = 32 << 20;

    public static IReadOnlyList<WireCodec> Codecs { get; } =
    [
        WireCodec.Of<Proposal>(
            "r1",
            (m, f) => f.Text(1, m.Source).Text(2, m.Message).Bytes(3, Pack(m.Text)).Number(4, m.IfEpoch)
                .Each(5, GuardWire.Optional(m.Guard), GuardWire.Write)
                // So that older coordinators do not keep it until the end of a trial either.
                .Flag(6, true).Text(7, m.Id),
            f => new Proposal(f.Text(1), f.Text(2), Unpack(f.Bytes(3)), f.Number(4), f.Each(5, GuardWire.Guard).LastOrDefault(), f.Text(7))),
        WireCodec.Of<RolloutOutcome>(
            "r2",
            (m, f) => f.Number(1, (int)m.Kind).Number(2, m.Epoch).Each(3, m.RestartNeeded, Write).Each(4, m.Problems, Write)
                .Each(5, GuardWire.Optional(m.Watched), GuardWire.Write),
            f => new RolloutOutcome((RolloutKind)f.Int(1), f.Number(2), Texts(f, 3), Problems(f, 4), f.Each(5, GuardWire.Report).LastOrDefault())),
        WireCodec.Of<CatchUp>("r3", (m, f) => f.Text(1, m.Node).Number(2, m.Epoch), f => new CatchUp(f.Text(1), f.Number(2))),
        WireCodec.Of<Current>(
            "r4",
            (m, f) => f.Each(1, m.History, Write).Bytes(2, m.CookieKey),
            f => new Current(ValueList.Of(f.Each(1, Version)), f.Bytes(2))),
        WireCodec.Of<GetStanding>("r5", (_, _) => { }, _ => new GetStanding()),
        WireCodec.Of<Standing>(
            "r6",
            (m, f) => f.Text(1, m.Node).Each(2, m.History, Write).Each(3, [m.Prepared], Write).Each(4, [m.OnTrial], Write),
            f => new Standing(
                f.Text(1), ValueList.Of(f.Each(2, Version)), f.Each(3, Version).LastOrDefault(Nothing), f.Each(4, Version).LastOrDefault(Nothing))),
        WireCodec.Of<Prepare>("r7", (m, f) => Write(m.Version, f), f => new Prepare(Version(f))),
        WireCodec.Of<Prepared>(
            "r8",
            (m, f) => f.Text(1, m.Node).Number(2, m.Epoch).Each(3, m.Problems, Write).Each(4, m.RestartNeeded, Write),
            f => new Prepared(f.Text(1), f.Number(2), Problems(f, 3), Texts(f, 4))),
        WireCodec.Of<Commit>("r9", (m, f) => Write(m.Version, f), f => new Commit(Version(f))),
        WireCodec.Of<Committed>("r10", (m, f) => f.Text(1, m.Node).Number(2, m.Epoch), f => new Committed(f.Text(1), f.Number(2))),
        WireCodec.Of<Abort>("r11", (m, f) => f.Number(1, m.Epoch), f => new Abort(f.Number(1))),
        WireCodec.Of<TryOut>(
            "r12",
            (m, f) => f.Each(1, [m.Version], Write).Each(2, [m.Guard], GuardWire.Write),
            f => new TryOut(f.Each(1, Version).LastOrDefault(Nothing), f.Each(2, GuardWire.Guard).LastOrDefault(GuardSettings.None))),
        WireCodec.Of<Watched>(
            "r13",
            (m, f) => f.Number(1, m.Epoch).Each(2, [m.Report], GuardWire.Write),
            f => new Watched(f.Number(1), f.Each(2, GuardWire.Report).LastOrDefault(WatchReport.Broken("", "")))),
        WireCodec.Of<EndTrial>("r14", (m, f) => f.Number(1, m.Epoch).Flag(2, m.IsKept), f => new EndTrial(f.Number(1), f.Flag(2))),
        WireCodec.Of<EndWatch>("r15", (m, f) => f.Number(1, m.Epoch).Flag(2, m.IsKept), f => new EndWatch(f.Number(1), f.Flag(2))),
    ];

    private static void Write(string text, FieldWriter fields) => fields.Text(1, text);

    private static void Write(ConfigurationVersion version, FieldWriter fields) => fields
        .Number(1, version.Epoch).Time(2, version.AppliedAt).Text(3, version.Source).Text(4, version.Message).Bytes(5, Pack(version.Text))
        .Text(6, version.ProposalId);

    private static void Write(RolloutProblem problem, FieldWriter fields) => fields
        .Text(1, problem.Node).Text(2, problem.File).Number(3, problem.Line).Text(4, problem.KeyPath).Text(5, problem.Message);

    private static ConfigurationVersion Version(FieldReader fields) => new(
        fields.Number(1), fields.Time(2) ?? DateTimeOffset.UnixEpoch, fields.Text(3), fields.Text(4), Unpack(fields.Bytes(5)), fields.Text(6));

    private static ValueList<RolloutProblem> Problems(FieldReader fields, int field) => ValueList.Of(fields.Each(field, one =>
        new RolloutProblem(one.Text(1), one.Text(2), one.Int(3), one.Text(4), one.Text(5))));

    private static ValueList<string> Texts(FieldReader fields, int field) => ValueList.Of(fields.Each(field, one => one.Text(1)));

    private static byte[] Pack(string text)
    {
        if (text.Length == 0)
            return [];
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            deflate.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    private static string Unpack(byte[] packed)
    {
        using var text = new MemoryStream();
        using var inflate = new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress);
        var piece = new byte[16 << 10];
        try
        {
            while (inflate.Read(piece) is > 0 and var count)
            {
                text.Write(piece, 0, count);
                if (text.Length > LongestText)
                    throw new SerializationException("a node sent a configuration that is too long");
            }
        }
        catch (InvalidDataException broken)
        {
            throw new SerializationException("a node sent a broken configuration", broken);
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }
}
