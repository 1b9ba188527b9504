using System.Security.Cryptography;
using ActorProxy.Hocon;

namespace ActorProxy.Host.Configuration;

/// <summary>
/// What a set of files holds, in one number. Content alone counts: a touched file has not changed, and a file that is reached
/// through a symbolic link has when the link is pointed elsewhere.
/// </summary>
internal static class FileFingerprint
{
    // A file that is longer cannot be loaded, and one that never ends must not be read for ever.
    private static readonly int MaxBytes = HoconOptions.Default.MaxBytes;

    /// <summary>Equal for equal content. A file that cannot be read counts as absent.</summary>
    public static string Of(IReadOnlyList<string> files) => Of(files, HashOf);

    /// <summary>The same of hashes that are known.</summary>
    public static string Of(IReadOnlyList<string> files, Func<string, byte[]> hashOf)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
            hash.AppendData(hashOf(file));
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>Of one file.</summary>
    public static byte[] HashOf(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return HashOf(stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new byte[SHA256.HashSizeInBytes];
        }
    }

    private static byte[] HashOf(Stream stream)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = new byte[32 << 10];
        for (var total = 0; total <= MaxBytes && stream.Read(piece) is > 0 and var count; total += count)
            hash.AppendData(piece, 0, count);
        return hash.GetHashAndReset();
    }
}
