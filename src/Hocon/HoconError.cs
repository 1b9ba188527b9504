namespace ActorProxy.Hocon;

/// <summary>Something that a person has to mend in a text.</summary>
/// <param name="File">The file as the user named it.</param>
/// <param name="Line">Counted from 1.</param>
/// <param name="Column">Counted from 1.</param>
/// <param name="Path">The key that it is about, with dots; empty when it is not known.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record HoconError(string File, int Line, int Column, string Path, string Message)
{
    /// <summary><c>FILE:LINE:COLUMN: key.path: message</c>.</summary>
    public override string ToString() =>
        Path.Length == 0 ? $"{File}:{Line}:{Column}: {Message}" : $"{File}:{Line}:{Column}: {Path}: {Message}";
}
