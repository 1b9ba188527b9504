namespace ActorProxy.Hocon;

/// <summary>Collects errors up to a bound, so that a text of nothing but errors costs no more than one that has a few.</summary>
internal sealed class ErrorList(int most)
{
    private readonly List<HoconError> _errors = [];

    public IReadOnlyList<HoconError> Errors => _errors;

    public int Count => _errors.Count;

    /// <summary>Whether further errors are dropped, so that nobody need find words for them.</summary>
    public bool IsFull => _errors.Count > most;

    public void Add(HoconSpan at, string path, string message)
    {
        if (IsFull)
            return;
        if (_errors.Count == most)
            (path, message) = ("", $"there are more than {most} errors: mend the ones above first");
        _errors.Add(HoconError.At(at, path, message));
    }
}
