using System.Collections;
using System.Globalization;
using System.Reflection;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Cluster.Tests.Wire;

/// <summary>Makes a message of any kind, by its constructor: with a seed of 0 everything is empty, with others filled.</summary>
internal sealed class Samples(int seed)
{
    private int _next;

    /// <summary>Compares what records do not by themselves: bytes and lists.</summary>
    public static IEqualityComparer<object> Comparer { get; } = EqualityComparer<object>.Create((a, b) => Text(a) == Text(b));

    public object Of(Type type)
    {
        var number = seed == 0 ? 0 : ++_next;
        if (type == typeof(string))
            return seed == 0 ? "" : $"text {number.ToString(CultureInfo.InvariantCulture)} \u20ac";
        if (type == typeof(long) || type == typeof(int))
            return Convert.ChangeType(number, type, CultureInfo.InvariantCulture);
        if (type == typeof(double))
            return number / 8.0;
        if (type == typeof(bool))
            return number % 2 == 1;
        if (type.IsEnum)
            return Enum.GetValues(type).GetValue(number % Enum.GetValues(type).Length)!;
        if (type == typeof(byte[]))
            return Enumerable.Range(0, number).Select(i => (byte)i).ToArray();
        if (type == typeof(DateTimeOffset))
            return new DateTimeOffset(2030, 1, 1, 0, 0, number, TimeSpan.Zero);
        if (type == typeof(TimeSpan))
            return TimeSpan.FromSeconds(number);
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return seed == 0 ? null! : Of(inner);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueList<>))
            return ListOf(type);
        var constructor = type.GetConstructors().MaxBy(one => one.GetParameters().Length)!;
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => Of(parameter.ParameterType))]);
    }

    private object ListOf(Type type)
    {
        var item = type.GetGenericArguments()[0];
        var items = Array.CreateInstance(item, seed);
        for (var i = 0; i < items.Length; i++)
            items.SetValue(Of(item), i);
        return Activator.CreateInstance(type, items)!;
    }

    private static string Text(object? value) => value switch
    {
        null => "null",
        string text => text,
        byte[] bytes => Convert.ToHexString(bytes),
        IEnumerable items => $"[{string.Join("; ", items.Cast<object>().Select(Text))}]",
        _ when value.GetType() is { IsClass: true } type =>
            $"{type.Name}({string.Join(", ", type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0 && property.Name != "EqualityContract").Select(property => $"{property.Name}={Text(property.GetValue(value))}"))})",
        _ => value.ToString()!,
    };
}
