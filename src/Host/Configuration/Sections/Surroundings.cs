using ActorProxy.Hocon.Reading;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary>
/// What a section needs to know beyond its text: where files are looked up, what time it is, and where to leave a warning.
/// </summary>
/// <param name="name">The main file, or what stands for it.</param>
/// <param name="baseDirectory">Where relative paths of a text begin; null for a file, where they begin beside it.</param>
/// <param name="now">For certificates.</param>
internal sealed class Surroundings(string name, string? baseDirectory, DateTimeOffset now)
{
    private readonly List<ConfigurationError> _warnings = [];

    public DateTimeOffset Now => now;

    public IReadOnlyList<ConfigurationError> Warnings => _warnings;

    /// <summary>A warning about what a key says.</summary>
    public void Warn(HoconReader reader, string key, string message)
    {
        var span = reader.SpanOf(key);
        _warnings.Add(new ConfigurationError(span.File, span.Line, $"{reader.Path}.{key}", message));
    }

    /// <summary>A warning about what nothing says.</summary>
    public void WarnOfAbsence(string keyPath, string message) => _warnings.Add(new ConfigurationError(name, 1, keyPath, message));

    /// <summary>
    /// The absolute path of the file that a key names, from the directory of the file that says so; empty when it names none.
    /// </summary>
    public string Path(HoconReader reader, string key)
    {
        var path = reader.String(key);
        return path.Length == 0 ? "" : System.IO.Path.GetFullPath(path, DirectoryOf(reader.SpanOf(key).File));
    }

    private string DirectoryOf(string file)
    {
        var directory = file == name && baseDirectory is not null ? baseDirectory : System.IO.Path.GetDirectoryName(file)!;
        return System.IO.Path.GetFullPath(directory.Length == 0 ? "." : directory);
    }
}
