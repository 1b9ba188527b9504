using ActorProxy.Hocon.Reading;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary>
/// Names that are spoken for but do nothing yet. A file that uses one is refused with these words: taken in silence, it would
/// promise a limit or a lock that is not there.
/// </summary>
internal static class Later
{
    /// <summary>Refuses keys.</summary>
    public static void Refuse(HoconReader reader, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (reader.Has(key))
                reader.Error(key, Message(key));
        }
    }

    /// <summary>Refuses one word of a key that has others.</summary>
    public static T Enum<T>(HoconReader reader, string key, IReadOnlyDictionary<string, T> words, string later)
        where T : struct
    {
        if (!reader.Is(key, later))
            return reader.Enum(key, words);
        reader.Error(key, Message(later));
        return default;
    }

    /// <summary>What is said.</summary>
    public static string Message(string name) => $"'{name}' is not available in this version";
}
