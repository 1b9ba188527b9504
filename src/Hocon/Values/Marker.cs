using System.Text.Json;

namespace ActorProxy.Hocon.Values;

/// <summary>Stands where no value could be made; both are internal to resolution, except that a reader may meet <see cref="Broken"/>.</summary>
internal sealed class Marker : HoconValue
{
    /// <summary>An error about this value was reported already: whoever needs the value says nothing more.</summary>
    public static readonly Marker Broken = new("a value with an error");

    /// <summary>The value is just being worked out, further up the stack.</summary>
    public static readonly Marker Circular = new("a value that needs itself");

    private Marker(string description) : base(default)
    {
        Description = description;
        Weight = 1;
    }

    public override string Description { get; }

    public bool IsCircular => this == Circular;

    public override void WriteTo(Utf8JsonWriter writer) => writer.WriteNullValue();
}
