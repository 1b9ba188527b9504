namespace ActorProxy.Hocon.Reading;

/// <summary>What all cursors over one document share.</summary>
internal sealed class ReaderState(string? referenceName)
{
    public List<HoconError> Errors { get; } = [];

    /// <summary>Whether a user wrote this, and not the reference text below.</summary>
    public bool IsFromUser(HoconSpan span) => span.File != referenceName;

    public void Add(HoconSpan at, string path, string message) => Errors.Add(HoconError.At(at, path, message));
}
