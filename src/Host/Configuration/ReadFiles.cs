using System.Security.Cryptography;
using System.Text;

namespace ActorProxy.Host.Configuration;

/// <summary>
/// The files of one load, each as it was read: the text of the first and the hash of all. What is watched afterwards is compared
/// with this, so that a change between the load and the watch is not lost, and a change that was read already is not told again.
/// </summary>
internal sealed class ReadFiles
{
    private readonly Dictionary<string, byte[]> _hashes = [];

    /// <summary>The file that was read first, without a byte order mark; empty when none could be read.</summary>
    public string MainText { get; private set; } = "";

    /// <summary>Takes note of a file that was read to its end.</summary>
    public void Add(string path, ReadOnlySpan<byte> content)
    {
        if (_hashes.Count == 0)
            MainText = Encoding.UTF8.GetString(content).TrimStart('\ufeff');
        _hashes[path] = SHA256.HashData(content);
    }

    /// <summary>
    /// Comparable with <see cref="FileFingerprint.Of(IReadOnlyList{string})"/> of the same files. One that could not be read to its
    /// end counts as what it holds now.
    /// </summary>
    public string Fingerprint(IReadOnlyList<string> files) =>
        FileFingerprint.Of(files, file => _hashes.TryGetValue(file, out var hash) ? hash : FileFingerprint.HashOf(file));
}
