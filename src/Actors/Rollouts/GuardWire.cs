using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Rollouts;

/// <summary>Guards and what they saw as bytes, inside the messages of <see cref="RolloutWire"/>.</summary>
internal static class GuardWire
{
    /// <summary>The version of what nodes say to each other from which they know guards.</summary>
    public const int Since = 3;

    /// <summary>The version from which they can be told to end a trial.</summary>
    public const int EndsSince = 4;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public static IEnumerable<T> Optional<T>(T? value)
        where T : class => value is null ? [] : [value];

    public static void Write(GuardSettings guard, FieldWriter fields) => fields
        .Number(1, guard.Watch.Ticks)
        .Number(2, BitConverter.DoubleToInt64Bits(guard.ErrorRate))
        .Number(3, BitConverter.DoubleToInt64Bits(guard.P99Factor))
        .Number(4, guard.P99.Ticks)
        .Number(5, guard.Ejections)
        .Number(6, guard.Requests);

    public static GuardSettings Guard(FieldReader fields) => new(
        Time(fields, 1),
        BitConverter.Int64BitsToDouble(fields.Number(2)),
        BitConverter.Int64BitsToDouble(fields.Number(3)),
        Time(fields, 4),
        fields.Int(5),
        fields.Int(6));

    public static void Write(WatchReport report, FieldWriter fields) => fields
        .Text(1, report.Node)
        .Number(2, report.Watched.Ticks)
        .Number(3, report.Requests)
        .Number(4, report.Errors)
        .Number(5, report.P99.Ticks)
        .Number(6, report.UsualP99.Ticks)
        .Number(7, report.Unanswered)
        .Number(8, report.Ejections)
        .Text(9, report.Breach)
        .Text(10, report.Note);

    public static WatchReport Report(FieldReader fields) => new(
        fields.Text(1),
        Time(fields, 2),
        fields.Number(3),
        fields.Number(4),
        Time(fields, 5),
        Time(fields, 6),
        fields.Number(7),
        fields.Number(8),
        fields.Text(9),
        fields.Text(10));

    private static TimeSpan Time(FieldReader fields, int field) =>
        TimeSpan.FromTicks(Math.Clamp(fields.Number(field), 0, Longest.Ticks));
}
