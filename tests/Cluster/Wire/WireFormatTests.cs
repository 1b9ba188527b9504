using System.Runtime.Serialization;
using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Rollouts;
using static ActorProxy.Actors.Rollouts.RolloutProtocol;

namespace ActorProxy.Cluster.Tests.Wire;

public sealed class WireFormatTests
{
    public static TheoryData<string> Messages =>
        [.. typeof(IWireMessage).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IWireMessage))).Select(type => type.FullName!)];

    [Theory]
    [MemberData(nameof(Messages))]
    public void Message_OfEveryKind_ComesBackAsItWas(string name)
    {
        var type = typeof(IWireMessage).Assembly.GetType(name)!;
        foreach (var seed in Enumerable.Range(0, 3))
        {
            var message = new Samples(seed).Of(type);
            var manifest = WireFormat.Current.ManifestOf(message);
            var back = WireFormat.Current.Read(WireFormat.Current.Write(message), manifest);
            Assert.Equal(message, back, Samples.Comparer);
        }
    }

    [Fact]
    public void Manifest_OfEveryKind_IsShortAndItsOwn()
    {
        var manifests = WireFormat.Current.Codecs.Select(codec => codec.Manifest).ToArray();
        Assert.Equal(manifests.Length, manifests.Distinct().Count());
        Assert.All(manifests, manifest => Assert.Matches("^[a-z]{1,2}[0-9]+$", manifest));
    }

    [Theory]
    [InlineData("zz9")]
    [InlineData("System.Diagnostics.Process, System")]
    public void Message_OfAnUnknownKind_IsRefused(string manifest) =>
        Assert.Throws<SerializationException>(() => WireFormat.Current.Read([], manifest));

    [Fact]
    public void Message_OfRandomBytes_IsReadOrRefusedAndNothingElse()
    {
        var random = new Random(1);
        foreach (var codec in WireFormat.Current.Codecs)
        {
            for (var round = 0; round < 500; round++)
            {
                var bytes = new byte[random.Next(40)];
                random.NextBytes(bytes);
                var thrown = Record.Exception(() => WireFormat.Current.Read(bytes, codec.Manifest));
                Assert.True(thrown is null or SerializationException, $"{codec.Manifest}: {thrown}");
            }
        }
    }

    [Fact]
    public void Rollouts_OfANodeThatKnowsNoGuards_AreReadAsBefore()
    {
        using var proposal = new FieldWriter();
        proposal.Text(1, "file").Text(2, "why").Number(4, 7);
        var read = (Proposal)WireFormat.Current.Read(proposal.ToArray(), "r1");
        Assert.Equal(("file", "why", 7L, null, false), (read.Source, read.Message, read.IfEpoch, read.Guard, read.IsPatient));

        using var outcome = new FieldWriter();
        Assert.Null(((RolloutOutcome)WireFormat.Current.Read(outcome.Number(2, 3).ToArray(), "r2")).Watched);

        using var standing = new FieldWriter();
        Assert.Equal(Nothing, ((Standing)WireFormat.Current.Read(standing.Text(1, "a:1").ToArray(), "r6")).OnTrial);
    }

    [Fact]
    public void Rollouts_WithoutAGuard_AreTheSameBytesAsBefore()
    {
        var proposal = new Proposal("file", "why", "", 7);
        using var before = new FieldWriter();
        before.Text(1, "file").Text(2, "why").Number(4, 7).Flag(6, true);
        Assert.Equal(before.ToArray(), WireFormat.Current.Write(proposal));
    }

    [Fact]
    public void Field_ThatANewerNodeAdds_IsPassedOver()
    {
        using var newer = new FieldWriter();
        newer.Text(1, "2.0").Number(2, 2).Number(3, 7).Text(99, "news").Each(98, ["a"], (item, one) => one.Text(1, item));
        var read = (NodeInfo)WireFormat.Current.Read(newer.ToArray(), "n2");
        Assert.Equal(("2.0", 2, 7L), (read.Version, read.Protocol, read.Epoch));
    }
}
