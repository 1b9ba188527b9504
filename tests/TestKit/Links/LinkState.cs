namespace ActorProxy.TestKit.Links;

/// <summary>One direction between two nodes.</summary>
/// <param name="IsCut">Nothing arrives, and nobody is told.</param>
/// <param name="Pause">Everything arrives so much later, in its order.</param>
internal sealed record LinkState(bool IsCut, TimeSpan Pause)
{
    public static LinkState Whole { get; } = new(IsCut: false, TimeSpan.Zero);
}
