namespace ActorProxy.Hocon.Reading;

/// <summary>Words that may stand in place of a duration.</summary>
[Flags]
public enum DurationWords
{
    /// <summary>None: a duration has to be given.</summary>
    None = 0,

    /// <summary><c>infinite</c>, read as <see cref="Timeout.InfiniteTimeSpan"/>.</summary>
    Infinite = 1,

    /// <summary><c>off</c>, read as <see cref="TimeSpan.Zero"/>.</summary>
    Off = 2,
}
