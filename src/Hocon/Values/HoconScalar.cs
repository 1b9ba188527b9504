using System.Text.Json;
using System.Text.RegularExpressions;

namespace ActorProxy.Hocon.Values;

/// <summary>A string, number, boolean or null together with its text as it was written, without quotes and escapes.</summary>
public sealed partial class HoconScalar : HoconValue
{
    internal HoconScalar(HoconSpan span, HoconScalarKind kind, string text) : base(span)
    {
        Kind = kind;
        Text = text;
        Weight = 1 + WeightOf(text);
    }

    /// <summary>What JSON would call it.</summary>
    public HoconScalarKind Kind { get; }

    /// <summary>The text: <c>1.50</c> stays <c>1.50</c>.</summary>
    public string Text { get; }

    /// <inheritdoc />
    public override string Description => Kind switch
    {
        HoconScalarKind.Null => "null",
        HoconScalarKind.Text => $"the text \"{Excerpt.Of(Text)}\"",
        _ => Excerpt.Of(Text),
    };

    /// <inheritdoc />
    public override void WriteTo(Utf8JsonWriter writer)
    {
        switch (Kind)
        {
            case HoconScalarKind.Null:
                writer.WriteNullValue();
                break;
            case HoconScalarKind.Boolean:
                writer.WriteBooleanValue(Text == "true");
                break;
            case HoconScalarKind.Number:
                writer.WriteRawValue(Text);
                break;
            default:
                writer.WriteStringValue(Text);
                break;
        }
    }

    /// <summary>What unquoted text stands for when it is the whole of a value.</summary>
    internal static HoconScalarKind KindOf(string text) => text switch
    {
        "true" or "false" => HoconScalarKind.Boolean,
        "null" => HoconScalarKind.Null,
        [>= '0' and <= '9' or '-', ..] when JsonNumber().IsMatch(text) => HoconScalarKind.Number,
        _ => HoconScalarKind.Text,
    };

    // RFC 8259, section 6.
    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex JsonNumber();
}
