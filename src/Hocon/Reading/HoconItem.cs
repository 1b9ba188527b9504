using System.Diagnostics.CodeAnalysis;

namespace ActorProxy.Hocon.Reading;

/// <summary>An item of a list: text or an object.</summary>
public sealed class HoconItem
{
    private readonly string _name;
    private readonly HoconReader _owner;
    private readonly HoconValue _value;

    internal HoconItem(HoconReader owner, string name, HoconValue value)
    {
        _owner = owner;
        _name = name;
        _value = value;
    }

    /// <summary>The way here from the root, as in <c>proxy.routes[2]</c>.</summary>
    public string Path => _owner.PathOfItem(_name);

    /// <summary>Where the item was written.</summary>
    public HoconSpan Span => _value.Span;

    /// <summary>The text of a string, number or boolean; null when the item is something else.</summary>
    public string? Text => _value is HoconScalar { Kind: not HoconScalarKind.Null } scalar ? scalar.Text : null;

    /// <summary>The cursor over an object; null when the item is something else.</summary>
    [SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "It is the word of HOCON, as on the reader.")]
    public HoconReader? Object => _value is HoconObject source ? _owner.Child(_name, source) : null;

    /// <summary>What the item is, in words for an error message.</summary>
    public string Description => _value.Description;

    /// <summary>Reports an error about the item.</summary>
    public void Error(string message) => _owner.ErrorAt(Span, Path, message);
}
