using System.Text;
using System.Text.Json;

namespace ActorProxy.Hocon.Values;

/// <summary>A resolved value: immutable, without substitutions, and possibly shared by several places of a document.</summary>
public abstract class HoconValue
{
    private protected HoconValue(HoconSpan span) => Span = span;

    /// <summary>Where the value was written; for one that came from the environment, where it was substituted.</summary>
    public HoconSpan Span { get; }

    /// <summary>What kind of value it is, in words for an error message.</summary>
    public abstract string Description { get; }

    /// <summary>Levels of nesting at and below this value; a scalar has none.</summary>
    internal int Height { get; private protected init; }

    /// <summary>How large the value is when every shared part is written out: one for each value and for each 16 characters.</summary>
    internal long Weight { get; private protected init; }

    /// <summary>Writes the value as JSON; loading that JSON gives an equal value.</summary>
    public abstract void WriteTo(Utf8JsonWriter writer);

    /// <summary>The value as JSON text.</summary>
    public string ToJson(bool indented = false)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = indented }))
            WriteTo(writer);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private protected static long WeightOf(string text) => text.Length / 16;
}
