namespace ActorProxy.Hocon.Values;

/// <summary>The kinds of scalar that JSON tells apart.</summary>
public enum HoconScalarKind
{
    /// <summary>A string, quoted or not.</summary>
    Text,

    /// <summary>Unquoted text in the form of a JSON number.</summary>
    Number,

    /// <summary>Unquoted <c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>Unquoted <c>null</c>.</summary>
    Null,
}
