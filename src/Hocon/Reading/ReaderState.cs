namespace ActorProxy.Hocon.Reading;

/// <summary>What all cursors over one document share.</summary>
internal sealed class ReaderState(string? referenceName)
{
    private readonly HashSet<HoconSpan> _unknown = [];

    public List<HoconError> Errors { get; } = [];

    /// <summary>Whether a user wrote this, and not the reference text below.</summary>
    public bool IsFromUser(HoconSpan span) => span.File != referenceName;

    /// <summary>Reports an unknown key once, in however many objects it is inherited.</summary>
    public void AddUnknown(HoconSpan key, string path, string message)
    {
        if (_unknown.Add(key))
            Add(key, path, message);
    }

    public void Add(HoconSpan at, string path, string message) => Errors.Add(HoconError.At(at, path, message));
}
