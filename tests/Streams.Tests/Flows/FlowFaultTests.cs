using System.Buffers;
using ActorProxy.Streams.Compression;
using ActorProxy.Streams.Flows;
using ActorProxy.Streams.Tests.Compression;

namespace ActorProxy.Streams.Tests.Flows;

/// <summary>However a flow ends, no buffer is kept and no stage goes on.</summary>
public sealed class FlowFaultTests
{
    private static readonly byte[] Noise = Bytes(400_000);

    [Fact]
    public async Task Writer_ThatIsGone_CancelsTheFlow()
    {
        await using var rig = new FlowRig();
        var writer = new ScriptedWriter();
        writer.Stall().SetResult(false);

        var end = await rig.EncodeAsync(ScriptedReader.Of(Noise, () => 16_000), writer, flushes: true);

        Assert.Equal(FlowEndKind.Cancelled, end.Kind);
        await rig.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Writer_ThatGoesWhileTheReaderWaits_CancelsTheFlow()
    {
        await using var rig = new FlowRig();
        var (reader, writer) = (new ScriptedReader(), new ScriptedWriter());
        var (stall, flushed) = (writer.Stall(), writer.Flushed);
        var run = rig.EncodeAsync(reader, writer, flushes: true);
        reader.Give("something");
        await flushed.WaitAsync(TimeSpan.FromSeconds(20));
        stall.SetResult(false);

        Assert.Equal(FlowEndKind.Cancelled, (await run).Kind);
        await rig.AssertNothingIsLeftAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20)]
    public async Task Body_ThatBreaksOff_FailsTheFlowAndIsNotEnded(int pieces)
    {
        await using var rig = new FlowRig();
        var (reader, writer) = (new ScriptedReader(), new ScriptedWriter());
        for (var i = 0; i < pieces; i++)
            reader.Give(new Piece(Noise.AsMemory(i * 10_000, 10_000), false));
        reader.Break();

        var end = await rig.EncodeAsync(reader, writer);

        Assert.Equal((FlowEndKind.Failed, (Exception?)BrokenBodyException.Instance), (end.Kind, end.Cause));
        Assert.NotEqual(DecodeOutcome.Complete, Coding.Decode(ContentCoding.Gzip, (byte[])[.. writer.Written, 0], new DecodeBounds(1 << 30)).Outcome);
        await rig.AssertNothingIsLeftAsync();
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(2, false)]
    [InlineData(1000, true)]
    public async Task Encoder_ThatThrows_FailsTheFlow(int goodCalls, bool atEnd)
    {
        await using var rig = new FlowRig();
        var end = await rig.Runner.RunAsync(
            ScriptedReader.Of(Noise, () => 16_000),
            buffers => new EncodingCodec(new ThrowingEncoder(goodCalls, atEnd), buffers, flushesBursts: false),
            new ScriptedWriter());

        Assert.Equal(FlowEndKind.Failed, end.Kind);
        await rig.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Codec_ThatCannotBeMade_FailsTheFlow()
    {
        await using var rig = new FlowRig();

        var end = await rig.Runner.RunAsync(
            ScriptedReader.Of(Noise, () => 16_000), _ => throw new InvalidOperationException("no codec"), new ScriptedWriter());

        Assert.Equal(FlowEndKind.Failed, end.Kind);
        await rig.AssertNothingIsLeftAsync();
    }

    [Theory]
    [InlineData(true, DecodeOutcome.TooLarge)]
    [InlineData(false, DecodeOutcome.Invalid)]
    public async Task Body_ThatCannotBeDecoded_FailsTheFlowWithItsOutcome(bool isValid, DecodeOutcome expected)
    {
        await using var rig = new FlowRig();
        var body = isValid ? Coding.Encode(ContentCoding.Gzip, Noise) : Noise;

        var end = await rig.DecodeAsync(ScriptedReader.Of(body, () => 5000), new ScriptedWriter(), max: 100_000);

        Assert.Equal(expected, Assert.IsType<ContentDecodingException>(end.Cause).Outcome);
        await rig.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Materializer_ThatIsShutDown_EndsEveryFlow()
    {
        await using var rig = new FlowRig();
        var (waiting, stalled) = (new ScriptedReader(), new ScriptedWriter());
        var (_, flushed) = (stalled.Stall(), stalled.Flushed);
        var first = rig.EncodeAsync(waiting, new ScriptedWriter());
        var second = rig.EncodeAsync(ScriptedReader.Of(Noise, () => 9000), stalled, flushes: true);
        waiting.Give("something");
        await flushed.WaitAsync(TimeSpan.FromSeconds(20));

        await rig.StopAsync();

        Assert.Equal(FlowEndKind.Failed, (await first).Kind);
        Assert.Equal(FlowEndKind.Failed, (await second).Kind);
        await rig.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Materializer_ThatIsGone_FailsTheFlow()
    {
        await using var rig = new FlowRig();
        await rig.StopAsync();

        var end = await rig.EncodeAsync(ScriptedReader.Of(Noise, () => 9000), new ScriptedWriter());

        Assert.Equal(FlowEndKind.Failed, end.Kind);
        await rig.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Flow_ThatIsCancelledAndFailsAtOnce_EndsEveryTime()
    {
        await using var rig = new FlowRig();
        for (var round = 0; round < 200; round++)
        {
            var (reader, writer) = (new ScriptedReader(), new ScriptedWriter());
            var (stall, flushed) = (writer.Stall(), writer.Flushed);
            var run = rig.EncodeAsync(reader, writer, flushes: true);
            reader.Give("something");
            await flushed.WaitAsync(TimeSpan.FromSeconds(20));
            await Task.WhenAll(Task.Run(reader.Break), Task.Run(() => stall.SetResult(false)));

            Assert.NotEqual(FlowEndKind.Completed, (await run).Kind);
        }

        await rig.AssertNothingIsLeftAsync();
    }

    // What no coding makes smaller, so that there are many pieces of output.
    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(0).NextBytes(bytes);
        return bytes;
    }

    private sealed class ThrowingEncoder(int goodCalls, bool atEnd) : ContentEncoder
    {
        private int _calls;

        public override void Encode(ReadOnlySpan<byte> input, IBufferWriter<byte> output)
        {
            output.Write(input);
            if (++_calls > goodCalls)
                throw new InvalidOperationException("an encoder that fails");
        }

        public override void Flush(IBufferWriter<byte> output)
        {
        }

        public override void Finish(IBufferWriter<byte> output)
        {
            if (atEnd)
                throw new InvalidOperationException("an encoder that fails at the end");
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
