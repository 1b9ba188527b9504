using System.Reflection;

namespace ActorProxy.Host.Configuration;

/// <summary>The configuration texts inside the program; they are the files under config/hocon.</summary>
internal static class BuiltIn
{
    /// <summary>Every key with its default.</summary>
    public static string Reference { get; } = Read("reference.conf");

    /// <summary>What runs without arguments.</summary>
    public static string Demo { get; } = Read("demo.conf");

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not in the program");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
