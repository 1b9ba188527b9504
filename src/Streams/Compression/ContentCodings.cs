namespace ActorProxy.Streams.Compression;

/// <summary>Names of the content codings.</summary>
public static class ContentCodings
{
    /// <summary>How many there are, identity included.</summary>
    public const int Count = 4;

    private static readonly string[] Names = ["identity", "gzip", "br", "zstd"];

    /// <summary>The name in Content-Encoding.</summary>
    public static string Name(this ContentCoding coding) => Names[(int)coding];

    /// <summary>The coding of a name in any case. False for an unknown one.</summary>
    public static bool TryParse(ReadOnlySpan<char> name, out ContentCoding coding)
    {
        // A recipient takes x-gzip for gzip (RFC 9110 section 8.4.1.3).
        if (name.StartsWith("x-", StringComparison.OrdinalIgnoreCase) && name[2..].Equals("gzip", StringComparison.OrdinalIgnoreCase))
            name = name[2..];
        for (var i = 0; i < Names.Length; i++)
        {
            if (!name.Equals(Names[i], StringComparison.OrdinalIgnoreCase))
                continue;
            coding = (ContentCoding)i;
            return true;
        }

        coding = default;
        return false;
    }
}
