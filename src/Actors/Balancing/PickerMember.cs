using ActorProxy.Actors.Pools;

namespace ActorProxy.Actors.Balancing;

/// <summary>A backend that may be picked.</summary>
/// <param name="Backend">Which one.</param>
/// <param name="Weight">Its share relative to the others now, at least 1; all together fit an int.</param>
public readonly record struct PickerMember(Backend Backend, int Weight);
