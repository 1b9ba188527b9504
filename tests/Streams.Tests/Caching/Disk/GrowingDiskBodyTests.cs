using ActorProxy.Streams.Caching.Disk;
using ActorProxy.Streams.Caching.Stored;

namespace ActorProxy.Streams.Tests.Caching.Disk;

/// <summary>A body that is read while it goes to disk, and a disk that takes no more.</summary>
public sealed class GrowingDiskBodyTests
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 1_000_000).Select(i => (byte)((i * 7) ^ (i >> 8)))];

    [Fact]
    public async Task Readers_AtTheirOwnPace_GetAllOfIt()
    {
        await using var rig = new DiskRig();
        using var body = rig.Tier.Create()!;
        var early = DiskRig.ReadAsync(body.OpenReader(0)!);
        await AppendAsync(body, Bytes.AsMemory(0, 300_000));
        var late = DiskRig.ReadAsync(body.OpenReader(250_000)!);
        await AppendAsync(body, Bytes.AsMemory(300_000));
        await body.CompleteAsync();

        Assert.Equal(Bytes, (await early).Bytes);
        Assert.Equal(Bytes[250_000..], (await late).Bytes);
        Assert.Equal(Bytes, await DiskRig.BytesAsync(body));
    }

    [Fact]
    public async Task Break_TellsReadersAfterTheBytesThatAreThere()
    {
        await using var rig = new DiskRig();
        using var body = rig.Tier.Create()!;
        var reading = DiskRig.ReadAsync(body.OpenReader(0)!);
        await AppendAsync(body, Bytes.AsMemory(0, 100_000));
        body.Break();

        var (bytes, state) = await reading;
        Assert.Equal(BodyState.Broken, state);
        Assert.Equal(Bytes[..bytes.Length], bytes);
        Assert.Empty(rig.Files(DiskFile.Unfinished));
    }

    [Fact]
    public async Task FullDisk_LosesNoByteAndKeepsNone()
    {
        await using var rig = new DiskRig();
        var path = Path.Combine(rig.Path, "full.body");
        File.CreateSymbolicLink(path + DiskFile.Unfinished, "/dev/full");
        using var body = new GrowingDiskBody(new DiskFile(path, 1), rig.Tier.Faults);
        var reading = DiskRig.ReadAsync(body.OpenReader(0)!);
        await AppendAsync(body, Bytes);
        await body.CompleteAsync();

        Assert.Equal(Bytes, (await reading).Bytes);
        Assert.Equal((false, 1), (body.IsKept, rig.Tier.Faults.Errors));
        Assert.Null(body.OpenReader(0));
    }

    private static async Task AppendAsync(GrowingDiskBody body, ReadOnlyMemory<byte> bytes)
    {
        for (var at = 0; at < bytes.Length; at += 10_000)
            await body.AppendAsync(bytes.Slice(at, Math.Min(10_000, bytes.Length - at)));
    }
}
