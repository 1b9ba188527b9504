using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ActorProxy.Hocon.Reading;

/// <content>Scalars: HOCON.md, section "Automatic type conversions".</content>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "reader.Int(\"port\") says what is read.")]
public sealed partial class HoconReader
{
    private delegate bool Conversion<T>(string text, out T value);

    /// <summary>Text; numbers and booleans are taken as they were written.</summary>
    public string String(string key) => As<HoconScalar>(key, "text", isRequired: true)?.Text ?? "";

    /// <summary>Text, if there is some.</summary>
    public string? OptionalString(string key) => As<HoconScalar>(key, "text", isRequired: false)?.Text;

    /// <summary>A whole number within bounds.</summary>
    public int Int(string key, int min = int.MinValue, int max = int.MaxValue) => (int)Long(key, min, max);

    /// <summary>A whole number within bounds, if there is one.</summary>
    public int? OptionalInt(string key, int min = int.MinValue, int max = int.MaxValue) => (int?)OptionalLong(key, min, max);

    /// <summary>A whole number within bounds.</summary>
    public long Long(string key, long min = long.MinValue, long max = long.MaxValue) =>
        Read<long>(key, true, WholeNumber(min, max), ToLong, value => value >= min && value <= max) ?? Math.Clamp(0, min, max);

    /// <summary>A whole number within bounds, if there is one.</summary>
    public long? OptionalLong(string key, long min = long.MinValue, long max = long.MaxValue) =>
        Read<long>(key, false, WholeNumber(min, max), ToLong, value => value >= min && value <= max);

    /// <summary>A number within bounds.</summary>
    public double Double(string key, double min = double.MinValue, double max = double.MaxValue) =>
        Read<double>(key, true, Number(min, max), ToDouble, value => value >= min && value <= max) ?? Math.Clamp(0, min, max);

    /// <summary>A number within bounds, if there is one.</summary>
    public double? OptionalDouble(string key, double min = double.MinValue, double max = double.MaxValue) =>
        Read<double>(key, false, Number(min, max), ToDouble, value => value >= min && value <= max);

    /// <summary><c>true</c>, <c>yes</c>, <c>on</c> or <c>false</c>, <c>no</c>, <c>off</c>.</summary>
    public bool Bool(string key) => Read<bool>(key, true, "true or false", ToBool, static _ => true) ?? false;

    /// <summary>A boolean, if there is one.</summary>
    public bool? OptionalBool(string key) => Read<bool>(key, false, "true or false", ToBool, static _ => true);

    /// <summary>A duration; not negative unless <paramref name="min"/> says so. A word that is allowed is not held against the bounds.</summary>
    public TimeSpan Duration(string key, DurationWords words = DurationWords.None, TimeSpan? min = null, TimeSpan? max = null) =>
        ReadDuration(key, true, words, min ?? TimeSpan.Zero, max ?? TimeSpan.MaxValue) ?? min ?? TimeSpan.Zero;

    /// <summary>A duration, if there is one.</summary>
    public TimeSpan? OptionalDuration(string key, DurationWords words = DurationWords.None, TimeSpan? min = null, TimeSpan? max = null) =>
        ReadDuration(key, false, words, min ?? TimeSpan.Zero, max ?? TimeSpan.MaxValue);

    /// <summary>A size in bytes within bounds.</summary>
    public long Size(string key, long min = 0, long max = long.MaxValue) =>
        Read<long>(key, true, Bounded(SizeText.Form, min, 0, max, long.MaxValue), ToSize, value => value >= min && value <= max) ?? min;

    /// <summary>A size in bytes within bounds, if there is one.</summary>
    public long? OptionalSize(string key, long min = 0, long max = long.MaxValue) =>
        Read<long>(key, false, Bounded(SizeText.Form, min, 0, max, long.MaxValue), ToSize, value => value >= min && value <= max);

    private TimeSpan? ReadDuration(string key, bool isRequired, DurationWords words, TimeSpan min, TimeSpan max)
    {
        var expected = BoundedDuration(min, max);
        if (words.HasFlag(DurationWords.Infinite))
            expected += ", or infinite";
        if (words.HasFlag(DurationWords.Off))
            expected += ", or off";
        var word = (Find(key) as HoconScalar)?.Text;
        if (word == "infinite" && words.HasFlag(DurationWords.Infinite))
            return Timeout.InfiniteTimeSpan;
        if (word == "off" && words.HasFlag(DurationWords.Off))
            return TimeSpan.Zero;
        return Read<TimeSpan>(key, isRequired, expected, ToDuration, value => value >= min && value <= max);
    }

    private T? Read<T>(string key, bool isRequired, string expected, Conversion<T> convert, Func<T, bool> isWithin)
        where T : struct
    {
        if (As<HoconScalar>(key, expected, isRequired) is not { } scalar)
            return null;
        if (convert(scalar.Text.Trim(), out var value) && isWithin(value))
            return value;
        Error(key, $"must be {expected}, not {scalar.Description}");
        return null;
    }

    private static string WholeNumber(long min, long max) => Bounded("a whole number", min, long.MinValue, max, long.MaxValue);

    private static string Number(double min, double max) => Bounded("a number", min, double.MinValue, max, double.MaxValue);

    private static string Bounded<T>(string form, T min, T lowest, T max, T highest)
        where T : IEquatable<T>, IFormattable
    {
        var low = min.Equals(lowest) ? "" : string.Create(CultureInfo.InvariantCulture, $", at least {min}");
        var high = max.Equals(highest) ? "" : string.Create(CultureInfo.InvariantCulture, $", at most {max}");
        return form + low + high;
    }

    private static string BoundedDuration(TimeSpan min, TimeSpan max)
    {
        var low = min == TimeSpan.Zero ? "" : $", at least {DurationText.Format(min)}";
        var high = max == TimeSpan.MaxValue ? "" : $", at most {DurationText.Format(max)}";
        return DurationText.Form + low + high;
    }

    private static bool ToLong(string text, out long value)
    {
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        var isNumber = decimal.TryParse(text, style, CultureInfo.InvariantCulture, out var number);
        var isWhole = isNumber && decimal.IsInteger(number) && number >= long.MinValue && number <= long.MaxValue;
        value = isWhole ? (long)number : 0;
        return isWhole;
    }

    private static bool ToDouble(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    private static bool ToBool(string text, out bool value)
    {
        value = text is "true" or "yes" or "on";
        return value || text is "false" or "no" or "off";
    }

    private static bool ToDuration(string text, out TimeSpan value)
    {
        var parsed = DurationText.Parse(text);
        value = parsed ?? default;
        return parsed is not null;
    }

    private static bool ToSize(string text, out long value)
    {
        var parsed = SizeText.Parse(text);
        value = parsed ?? 0;
        return parsed is not null;
    }
}
