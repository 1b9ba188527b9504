using System.Reflection;

namespace ActorProxy.Host.Configuration;

/// <summary>config/hocon/reference.conf, which travels inside the program: every key with its default.</summary>
internal static class ReferenceText
{
    /// <summary>What stands for the file in positions.</summary>
    public const string Name = "reference.conf";

    /// <summary>The text.</summary>
    public static string Value { get; } = Read();

    private static string Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Name)
            ?? throw new InvalidOperationException($"{Name} is not in the program");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
