namespace ActorProxy.Transport.Tests.Fuzzing;

/// <summary>The bytes of one direction of a conversation: any piece of them can be made and recognized by its position.</summary>
internal sealed class Pattern(int salt)
{
    // Prime, so that no size of a buffer falls into step with it.
    private const int Period = 65_521;

    private static readonly byte[] Twice = MakeTwice();

    /// <summary>At most 65,521 bytes from that position on.</summary>
    public ReadOnlyMemory<byte> From(long position, int length) => Twice.AsMemory((int)((position + salt) % Period), Math.Min(length, Period));

    /// <summary>Fails unless these are the bytes at that position.</summary>
    public void Check(long position, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var expected = From(position, bytes.Length).Span;
            if (!bytes[..expected.Length].SequenceEqual(expected))
                Assert.Fail($"other bytes than were sent, from {position} on");
            position += expected.Length;
            bytes = bytes[expected.Length..];
        }
    }

    private static byte[] MakeTwice()
    {
        var once = new byte[Period];
        new Random(1).NextBytes(once);
        return [.. once, .. once];
    }
}
