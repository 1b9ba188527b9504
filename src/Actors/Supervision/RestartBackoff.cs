namespace ActorProxy.Actors.Supervision;

/// <summary>
/// How long to wait before a dead actor is made anew: not at all the first time, then longer each time up to a bound, until
/// it has lived quietly for a while. It never gives up.
/// </summary>
/// <param name="Deaths">Deaths without a quiet time in between.</param>
/// <param name="LastDeath">When the last one was.</param>
internal sealed record RestartBackoff(int Deaths, DateTimeOffset LastDeath)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    public static RestartBackoff None { get; } = new(0, DateTimeOffset.MinValue);

    public TimeSpan Delay => Deaths <= 1
        ? TimeSpan.Zero
        : TimeSpan.FromTicks((long)Math.Min(First.Ticks * Math.Pow(2, Deaths - 2), Longest.Ticks));

    public RestartBackoff OnDeath(DateTimeOffset now) => new(now - LastDeath > Quiet ? 1 : Deaths + 1, now);
}
