using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Requests;

namespace ActorProxy.Actors.Balancing;

/// <summary>Nobody to pick.</summary>
public sealed class EmptyPicker : Picker
{
    private EmptyPicker()
    {
    }

    /// <summary>The only one.</summary>
    public static EmptyPicker Instance { get; } = new();

    /// <inheritdoc />
    public override Backend? Pick(IRequestFacts request, IReadOnlyList<Backend> tried) => null;
}
