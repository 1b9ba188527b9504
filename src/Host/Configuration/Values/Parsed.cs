namespace ActorProxy.Host.Configuration.Values;

/// <summary>What became of a text: a value, or what is wrong with it in words that follow the key and a colon.</summary>
internal readonly record struct Parsed<T>(T? Value, string? Error)
{
    public static implicit operator Parsed<T>(T value) => new(value, null);

    public static implicit operator Parsed<T>(Wrong wrong) => new(default, wrong.Message);
}

/// <summary>What is wrong with a text.</summary>
internal readonly record struct Wrong(string Message);
