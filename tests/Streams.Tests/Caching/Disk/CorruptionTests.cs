using System.Text;

namespace ActorProxy.Streams.Tests.Caching.Disk;

/// <summary>Whatever happens to a file: what is read is what was written, or nothing.</summary>
public sealed class CorruptionTests
{
    private static readonly string Large = new('y', 150_000);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Files_BrokenAtRandom_GiveWhatWasWrittenOrNothing(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 15; round++)
        {
            await using var rig = new DiskRig();
            await rig.StoreAsync(DiskRig.Key, DiskRig.Response(Large, "ETag: \"1\""));
            var file = random.Next(3) == 0 ? rig.Files(".head").Single() : rig.Files(".body").Single();
            Break(file, random);
            if (random.Next(2) == 0)
                await rig.KillAsync();

            foreach (var text in await rig.LoadAsync(DiskRig.Key))
                Assert.True(text == Large, $"seed {seed}, round {round}: {Path.GetFileName(file)}");
        }
    }

    [Fact]
    public async Task Body_BrokenInItsLastBlock_IsReadUpToItAndThenBroken()
    {
        await using var rig = new DiskRig();
        await rig.StoreAsync(DiskRig.Key, DiskRig.Response(Large));
        Overwrite(rig.Files(".body").Single(), 140_000, "XX");

        var response = Assert.Single(await rig.Tier.LoadAsync(DiskRig.Key, largestInMemory: 0));
        var (bytes, state) = await DiskRig.ReadAsync(response.Body.OpenReader(0)!);

        Assert.Equal((2 * 64 * 1024, ActorProxy.Streams.Caching.Stored.BodyState.Broken), (bytes.Length, state));
        Assert.Equal(Large[..bytes.Length], Encoding.Latin1.GetString(bytes));
    }

    [Fact]
    public async Task Broken_IsCountedAndDeleted()
    {
        await using var rig = new DiskRig();
        await rig.StoreAsync(DiskRig.Key, DiskRig.Response("hello"));
        Overwrite(rig.Files(".body").Single(), 1, "X");

        Assert.Empty(await rig.LoadAsync(DiskRig.Key));
        Assert.Equal((1, false), (rig.Tier.Faults.Corrupt, rig.Tier.MayHave(DiskRig.Key)));
        Assert.Empty(rig.Files(".body"));
    }

    private static void Break(string file, Random random)
    {
        var bytes = File.ReadAllBytes(file);
        switch (random.Next(4))
        {
            case 0:
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes = bytes[..random.Next(bytes.Length)];
                break;
            case 2:
                bytes = [.. bytes, .. new byte[random.Next(1, 100)]];
                break;
            default:
                random.NextBytes(bytes.AsSpan(random.Next(bytes.Length)));
                break;
        }

        File.WriteAllBytes(file, bytes);
    }

    private static void Overwrite(string file, long at, string text)
    {
        using var stream = File.OpenWrite(file);
        stream.Position = at;
        stream.Write(Encoding.Latin1.GetBytes(text));
    }
}
