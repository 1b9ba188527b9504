namespace ActorProxy.Bench.Load.Cold;

/// <summary>The body that everybody asks for: no two places of it look alike, so that a shifted or mixed up byte is noticed.</summary>
internal static class ColdObject
{
    public const int Length = 10_000_000;

    // Against a fixed seed: every run sends the same.
    private const int Seed = 3;

    /// <summary>All of it.</summary>
    public static ReadOnlyMemory<byte> Bytes { get; } = Create();

    private static byte[] Create()
    {
        var bytes = new byte[Length];
#pragma warning disable CA5394 // Nobody is to be kept from guessing it.
        new Random(Seed).NextBytes(bytes);
#pragma warning restore CA5394
        return bytes;
    }
}
