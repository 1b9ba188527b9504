namespace ActorProxy.Hocon;

/// <summary>Something that a person has to mend in a text.</summary>
/// <param name="File">The file as the user named it.</param>
/// <param name="Line">Counted from 1.</param>
/// <param name="Column">Counted from 1.</param>
/// <param name="Path">The key that it is about, with dots; empty when it is not known.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record HoconError(string File, int Line, int Column, string Path, string Message)
{
    private const int LongestPath = 200;
    private const int LongestMessage = 1000;

    /// <summary><c>FILE:LINE:COLUMN: key.path: message</c>.</summary>
    public override string ToString() =>
        Path.Length == 0 ? $"{File}:{Line}:{Column}: {Message}" : $"{File}:{Line}:{Column}: {Path}: {Message}";

    /// <summary>An error of bounded size and without control characters, whatever of a user's text is in it.</summary>
    internal static HoconError At(HoconSpan span, string path, string message) =>
        new(span.File, span.Line, span.Column, Excerpt.Of(path, LongestPath), Excerpt.Of(message, LongestMessage));
}
