using ActorProxy.Hocon;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary>
/// Names that are spoken for but do nothing yet. A file that uses one is refused with these words: taken in silence, it would
/// promise a limit or a lock that is not there.
/// </summary>
internal static class Later
{
    public const string Message = "is not available in this version";

    public static void Refuse(HoconReader reader, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (reader.Has(key))
                reader.Error(key, $"'{key}' {Message}");
        }
    }
}
