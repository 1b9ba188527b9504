using ActorProxy.Actors.Settings;
using ActorProxy.Hocon.Reading;
using ActorProxy.Hocon.Values;
using ActorProxy.Host.Configuration.Values;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary>What several sections read alike. After an error they give a harmless value, as <see cref="HoconReader"/> does.</summary>
internal static class ReaderExtensions
{
    private static readonly TimeSpan ShortestPeriod = TimeSpan.FromMilliseconds(1);

    // Timers count milliseconds in 32 bits.
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromDays(24);

    /// <summary>Whether a key is set to this very word.</summary>
    public static bool Is(this HoconReader reader, string key, string word) =>
        reader.Value(key) is HoconScalar scalar && scalar.Text == word;

    /// <summary>Text of a form of its own; the default of <typeparamref name="T"/> after an error.</summary>
    public static T? Parse<T>(this HoconReader reader, string key, Func<string, Parsed<T>> parse)
    {
        var errors = reader.Errors.Count;
        var text = reader.String(key);
        if (reader.Errors.Count > errors || reader.Value(key) is not HoconScalar)
            return default;

        var parsed = parse(text);
        if (parsed.Error is not null)
            reader.Error(key, parsed.Error);
        return parsed.Value;
    }

    /// <summary>A list of texts of a form of their own, without those that are wrong.</summary>
    public static ValueList<T> ParseList<T>(this HoconReader reader, string key, Func<string, Parsed<T>> parse)
    {
        var values = new List<T>();
        foreach (var item in reader.List(key))
        {
            var parsed = item.Text is { } text ? parse(text) : new Wrong($"must be text, not {item.Description}");
            if (parsed.Error is null)
                values.Add(parsed.Value!);
            else
                item.Error(parsed.Error);
        }

        return values.Count == 0 ? ValueList.Empty<T>() : ValueList.Of(values);
    }

    /// <summary>The objects of a list, with an error for each item that is none.</summary>
    public static IEnumerable<HoconReader> Objects(this HoconReader reader, string key)
    {
        foreach (var item in reader.List(key))
        {
            if (item.Object is { } found)
                yield return found;
            else
                item.Error($"must be an object: write {{ ... }}, not {item.Description}");
        }
    }

    /// <summary>What a part that is <c>on</c>, <c>off</c> or an object says, with the defaults below; null when it is off.</summary>
    public static HoconReader? Switched(this HoconReader reader, string key, HoconReader defaults)
    {
        if (reader.Value(key) is HoconObject)
            return reader.Object(key).Over(defaults);
        return reader.Bool(key) ? defaults : null;
    }

    /// <summary>A time that something takes: at least 1 ms.</summary>
    public static TimeSpan Period(this HoconReader reader, string key) => ReadPeriod(reader, key, ShortestPeriod);

    /// <summary>A time of at least so much.</summary>
    public static TimeSpan Period(this HoconReader reader, string key, TimeSpan min) => ReadPeriod(reader, key, min);

    /// <summary>A time that may be none.</summary>
    public static TimeSpan PeriodOrZero(this HoconReader reader, string key) => ReadPeriod(reader, key, TimeSpan.Zero);

    /// <summary>A time of at least so much, or null for <c>off</c>.</summary>
    public static TimeSpan? PeriodOrOff(this HoconReader reader, string key, TimeSpan min) =>
        reader.Is(key, "off") ? null : ReadPeriod(reader, key, min);

    /// <summary>A size, or null for <c>off</c>.</summary>
    public static TimeSpan? PeriodOrOff(this HoconReader reader, string key) => reader.Is(key, "off") ? null : reader.Period(key);

    public static long? SizeOrOff(this HoconReader reader, string key) => reader.Is(key, "off") ? null : reader.Size(key);

    /// <summary>A number of things, at least one, or null for <c>off</c>.</summary>
    public static int? CountOrOff(this HoconReader reader, string key) => reader.Is(key, "off") ? null : reader.Int(key, 1);

    private static TimeSpan ReadPeriod(HoconReader reader, string key, TimeSpan min)
    {
        // HOCON takes a bare number for milliseconds; whoever writes `timeout = 60` means something else.
        if (reader.Value(key) is not HoconScalar { Kind: HoconScalarKind.Number, Text: not "0" } scalar)
            return reader.Duration(key, min: min, max: LongestPeriod);
        reader.Error(key, $"{scalar.Text} has no unit: write {scalar.Text}s or {scalar.Text}ms");
        return min;
    }
}
