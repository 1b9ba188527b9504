using System.Security.Cryptography;
using System.Text;

namespace ActorProxy.Host.Configuration;

/// <summary>
/// The files of one load, each as it was read: the text of the first and the hash of all. What is watched afterwards is compared
/// with this, so that a change between the load and the watch is not lost, and a change that was read already is not told again.
/// </summary>
/// <param name="open">Opens a file; null when there is none.</param>
/// <param name="maxBytes">No more is kept of a file: whoever reads it refuses a longer one.</param>
internal sealed class ReadFiles(Func<string, Stream?> open, long maxBytes)
{
    private readonly Dictionary<string, byte[]> _hashes = [];
    private byte[]? _first;

    /// <summary>The file that was opened first, without a byte order mark; empty when there was none.</summary>
    public string MainText => _first is null ? "" : Encoding.UTF8.GetString(_first).TrimStart('\ufeff');

    /// <summary>Opens a file and remembers what it held.</summary>
    public Stream? Open(string path)
    {
        using var stream = open(path);
        if (stream is null)
            return null;

        var bytes = ReadBounded(stream);
        _first ??= bytes;
        _hashes[Path.GetFullPath(path)] = SHA256.HashData(bytes);
        return new MemoryStream(bytes, writable: false);
    }

    /// <summary>Comparable with <see cref="FileFingerprint.Of(IReadOnlyList{string})"/> of the same files.</summary>
    public string Fingerprint(IReadOnlyList<string> files) =>
        FileFingerprint.Of(files, file => _hashes.GetValueOrDefault(file, FileFingerprint.Absent));

    private byte[] ReadBounded(Stream stream)
    {
        var copy = new MemoryStream();
        var piece = new byte[64 * 1024];
        while (copy.Length <= maxBytes && stream.Read(piece) is > 0 and var read)
            copy.Write(piece, 0, read);
        return copy.ToArray();
    }
}
