namespace ActorProxy.Hocon;

/// <summary>What <see cref="HoconOptions.FileRead"/> is told.</summary>
/// <param name="path">Absolute.</param>
/// <param name="content">All of it, before it is taken for text.</param>
public delegate void HoconFileRead(string path, ReadOnlySpan<byte> content);

/// <summary>Bounds and surroundings of loading. A bound that is exceeded is an error in the document, never an exception.</summary>
public sealed record HoconOptions
{
    /// <summary>No reference text, the process environment, the file system, and bounds that no configuration made by hand meets.</summary>
    public static HoconOptions Default { get; } = new();

    /// <summary>Defaults that lie under what is loaded.</summary>
    public HoconReference? Reference { get; init; }

    /// <summary>A file that is laid over what is loaded, with positions of its own; null: none.</summary>
    public string? OverlayFile { get; init; }

    /// <summary>Bytes of UTF-8 in all texts together.</summary>
    public int MaxBytes { get; init; } = 32 << 20;

    /// <summary>Objects and lists within each other, counted again after substitution.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Include statements that are followed.</summary>
    public int MaxIncludes { get; init; } = 1000;

    /// <summary>Files that include each other in a chain.</summary>
    public int MaxIncludeDepth { get; init; } = 32;

    /// <summary>Substitutions written in all texts together.</summary>
    public int MaxSubstitutions { get; init; } = 100_000;

    /// <summary>Substitutions that need each other in a chain.</summary>
    public int MaxSubstitutionDepth { get; init; } = 200;

    /// <summary>Size of the resolved document and of the work to get there: one for each value and for each 16 characters of text.</summary>
    public long MaxExpansion { get; init; } = 8_000_000;

    /// <summary>Errors that are reported.</summary>
    public int MaxErrors { get; init; } = 100;

    /// <summary>Looks up a variable for a substitution that no key answers; null when it is not set.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>
    /// Opens a file for reading; null when there is none of that name. It may throw <see cref="IOException"/> or
    /// <see cref="UnauthorizedAccessException"/>, whose message is reported.
    /// </summary>
    public Func<string, Stream?> OpenFile { get; init; } = static path => File.Exists(path) ? File.OpenRead(path) : null;

    /// <summary>Told of each file that was read to its end: its absolute path and its bytes, which are valid for the call only.</summary>
    public HoconFileRead? FileRead { get; init; }

    /// <summary>Directory for the includes of a text that is no file; null: such a text cannot include.</summary>
    public string? BaseDirectory { get; init; }
}
