using System.Collections;

namespace ActorProxy.Streams.Caching.Rules;

/// <summary>
/// The fields of a stored response, in the order of the wire, one entry for each line. Immutable: an update makes another one.
/// </summary>
public sealed class FieldLines : IEnumerable<KeyValuePair<string, string>>
{
    private readonly KeyValuePair<string, string>[] _lines;

    /// <summary>Takes the array as it is.</summary>
    public FieldLines(params KeyValuePair<string, string>[] lines) => _lines = lines;

    /// <summary>No fields.</summary>
    public static FieldLines None { get; } = new();

    /// <summary>Number of lines.</summary>
    public int Count => _lines.Length;

    /// <summary>One line.</summary>
    public KeyValuePair<string, string> this[int index] => _lines[index];

    /// <summary>The value of the first line of that name; null without one.</summary>
    public string? First(string name)
    {
        foreach (var (key, value) in _lines)
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        return null;
    }

    /// <summary>Whether there is a line of that name.</summary>
    public bool Has(string name) => First(name) is not null;

    /// <summary>All lines of a name as one list (RFC 9110 section 5.3); null without one.</summary>
    public string? Joined(string name)
    {
        string? joined = null;
        foreach (var (key, value) in _lines)
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
                joined = joined is null ? value : $"{joined}, {value}";
        }

        return joined;
    }

    /// <summary>Those lines that pass.</summary>
    public FieldLines Where(Func<string, bool> passes) => new([.. _lines.Where(line => passes(line.Key))]);

    /// <summary>These lines and then others.</summary>
    public FieldLines With(IEnumerable<KeyValuePair<string, string>> more) => new([.. _lines, .. more]);

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, string>>)_lines).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _lines.GetEnumerator();
}
