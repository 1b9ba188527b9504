using System.IO.Pipelines;
using ActorProxy.Transport.Blocks;
using ActorProxy.Transport.Connections;
using ActorProxy.Transport.Rings;

namespace ActorProxy.Transport.Tests;

/// <summary>Memory of a connection is bounded, whatever the other side does, and no byte is lost by it.</summary>
public sealed class BackpressureTests
{
    private const int Much = 32 * 1024 * 1024;

    // Pieces that are short of a block by a byte leave one half empty at the worst.
    private const int MostBlocks = (int)(2 * (RingInput.PauseAt + RingSocket.MostAtOnce) / BlockPool.BlockSize);

    // What the kernel may fill until a receive without a limit is stopped: all buffers of the ring.
    private static readonly int MostBlocksWithoutLimit = MostBlocks + RingShape.Usual.MostBuffers;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Peer_ThatSendsMuch_IsStoppedUntilItIsRead(bool kernelLimits)
    {
        await using var rig = await Rig.StartAsync(1, RingShape.Usual with { LimitsReceives = kernelLimits });
        var most = kernelLimits ? MostBlocks : MostBlocksWithoutLimit;
        var before = rig.Rented;
        var (here, peer) = await rig.ConnectAsync();
        using (peer)
        {
            var bytes = Pattern(Much);
            var sending = Task.Run(() => { for (var i = 0; i < Much; i += 1 << 20) peer.Send(bytes.AsSpan(i, 1 << 20)); peer.Shutdown(System.Net.Sockets.SocketShutdown.Send); });
            await Rig.UntilAsync(() => rig.BlocksHeld(before) >= 8);
            Assert.InRange(rig.BlocksHeld(before), 8, most);

            long sum = 0;
            while (true)
            {
                var read = await Rig.Within(here.Input.ReadAsync().AsTask());
                Assert.InRange(rig.BlocksHeld(before), 0, most);
                foreach (var part in read.Buffer)
                {
                    Assert.True(part.Span.SequenceEqual(bytes.AsSpan((int)sum, part.Length)));
                    sum += part.Length;
                }

                here.Input.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                    break;
            }

            Assert.Equal(Much, sum);
            await Rig.Within(sending);
            await Rig.Within(here.DisposeAsync().AsTask());
        }
    }

    [Fact]
    public async Task Writer_ToAPeerThatDoesNotRead_IsStoppedUntilItDoes()
    {
        await using var rig = await Rig.StartAsync();
        var before = rig.Rented;
        var (here, peer) = await rig.ConnectAsync();
        using (peer)
        {
            var bytes = Pattern(Much);
            var random = new Random(7);
            var sent = 0;
            var writing = Task.Run(async () =>
            {
                while (sent < Much)
                {
                    var length = Math.Min(random.Next(1, 200_000), Much - sent);
                    await here.Output.WriteAsync(bytes.AsMemory(sent, length));
                    sent += length;
                }

                await here.DisposeAsync();
            });
            await Rig.UntilAsync(() => rig.BlocksHeld(before) >= 4);
            Assert.InRange(rig.BlocksHeld(before), 0, 32);

            var buffer = new byte[100_000];
            var received = 0;
            while (await Rig.Within(peer.ReceiveAsync(buffer)) is > 0 and var count)
            {
                Assert.True(buffer.AsSpan(0, count).SequenceEqual(bytes.AsSpan(received, count)));
                received += count;
            }

            Assert.Equal(Much, received);
            await Rig.Within(writing);
        }
    }

    [Fact]
    public async Task Bytes_ThatComeOneByOne_ShareBlocks()
    {
        await using var rig = await Rig.StartAsync();
        var before = rig.Rented;
        var (here, peer) = await rig.ConnectAsync();
        using (peer)
        {
            peer.NoDelay = true;
            const int count = 5_000;
            for (var i = 0; i < count; i++)
                peer.Send([(byte)i]);
            ReadResult read;
            do
            {
                read = await Rig.Within(here.Input.ReadAsync().AsTask());
                here.Input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
            while (read.Buffer.Length < count);
            Assert.InRange(rig.BlocksHeld(before), 1, 2);
            await Rig.Within(here.DisposeAsync().AsTask());
        }
    }

    private static byte[] Pattern(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
