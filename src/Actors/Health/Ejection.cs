using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Health;

/// <summary>A time out of the pool because live traffic failed.</summary>
/// <param name="Since">When it began.</param>
/// <param name="Until">When it ends, or ended.</param>
/// <param name="Count">1 for the first, one more for each that followed without a quiet window in between.</param>
/// <param name="Over">Whether the backend has been let back in.</param>
public sealed record Ejection(DateTimeOffset Since, DateTimeOffset Until, int Count, bool Over)
{
    /// <summary>The ejection that begins now: twice as long as the last one, unless a quiet window has passed since that ended.</summary>
    internal static Ejection Next(Ejection? last, PassiveHealthSettings settings, DateTimeOffset now)
    {
        var count = last is null || now - last.Until >= settings.Window ? 1 : last.Count + 1;
        var ticks = Math.Min(settings.Eject.Ticks * Math.Pow(2, count - 1), settings.MaxEject.Ticks);
        return new Ejection(now, now + TimeSpan.FromTicks((long)ticks), count, Over: false);
    }
}
