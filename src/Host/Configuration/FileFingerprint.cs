using System.Security.Cryptography;

namespace ActorProxy.Host.Configuration;

/// <summary>
/// What a set of files holds, in one number. Content alone counts: a touched file has not changed, and a file that is reached
/// through a symbolic link has when the link is pointed elsewhere.
/// </summary>
internal static class FileFingerprint
{
    /// <summary>What stands for a file that is not there.</summary>
    public static readonly byte[] Absent = new byte[SHA256.HashSizeInBytes];

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

    private static byte[] HashOf(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return SHA256.HashData(stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Absent;
        }
    }
}
