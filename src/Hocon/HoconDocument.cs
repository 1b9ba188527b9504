namespace ActorProxy.Hocon;

/// <summary>What became of a text.</summary>
public sealed class HoconDocument
{
    internal HoconDocument(HoconObject root, IReadOnlyList<HoconError> errors, bool readable, IReadOnlyList<string> files, string? referenceName)
    {
        Root = root;
        Errors = errors;
        IsReadable = readable;
        Files = files;
        ReferenceName = referenceName;
    }

    /// <summary>Everything merged and resolved; empty when the document is not <see cref="IsReadable"/>.</summary>
    public HoconObject Root { get; }

    /// <summary>What has to be mended, in the order of the text; empty when all is well.</summary>
    public IReadOnlyList<HoconError> Errors { get; }

    /// <summary>
    /// Whether every text could be parsed. When a mere substitution failed the document can still be read, to find further errors:
    /// a reader is silent about the values that failed.
    /// </summary>
    public bool IsReadable { get; }

    /// <summary>Every file that was there to be read, also with errors, as full paths and each once; texts given as strings are not among them.</summary>
    public IReadOnlyList<string> Files { get; }

    internal string? ReferenceName { get; }
}
