using ActorProxy.Actors.Pools;

namespace ActorProxy.Actors.Balancing;

/// <summary>A backend that a picker may choose and its share relative to the other members.</summary>
public readonly record struct PickerMember(Backend Backend, int Weight);
