using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorProxy.Host.Configuration.Values;

/// <summary>Looks into PEM files (RFC 7468) before anything depends on them.</summary>
internal static class PemFiles
{
    /// <summary>The end of validity of the first certificate in a file.</summary>
    public static Parsed<DateTimeOffset> Certificate(string path)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(path));
            return new DateTimeOffset(certificate.NotAfter);
        }
        catch (CryptographicException)
        {
            return new Wrong($"'{path}' holds no PEM certificate");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unreadable(path, e);
        }
    }

    /// <summary>Whether a file holds the key of the certificate in another.</summary>
    public static Parsed<bool> Key(string certificatePath, string keyPath)
    {
        try
        {
            var key = File.ReadAllText(keyPath);
            if (key.Contains("ENCRYPTED", StringComparison.Ordinal))
                return new Wrong($"the key in '{keyPath}' is encrypted: decrypt it, and let the file's permissions protect it");
            if (!key.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
                return new Wrong($"'{keyPath}' holds no PEM private key");
            using var pair = X509Certificate2.CreateFromPem(File.ReadAllText(certificatePath), key);
            return true;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return new Wrong($"the key in '{keyPath}' does not belong to the certificate in '{certificatePath}'");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unreadable(keyPath, e);
        }
    }

    private static Wrong Unreadable(string path, Exception e) => e is FileNotFoundException or DirectoryNotFoundException
        ? new Wrong($"'{path}' does not exist")
        : new Wrong($"'{path}' cannot be read: {e.Message}");
}
