namespace ActorProxy.Actors.Sessions;

/// <summary>Where a session goes.</summary>
/// <param name="Backend">Id of the backend; empty: nowhere yet.</param>
/// <param name="Generation">1 for the first backend, one more for each that followed. The higher one is the newer.</param>
public readonly record struct Binding(string Backend, int Generation)
{
    /// <summary>Nowhere yet.</summary>
    public static Binding None { get; } = new("", 0);

    /// <summary>Whether there is one.</summary>
    public bool IsSome => Backend.Length > 0;
}
