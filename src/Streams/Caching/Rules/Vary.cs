using System.Text;

namespace ActorProxy.Streams.Caching.Rules;

/// <summary>
/// The request fields that select between the stored responses of one URL (RFC 9111 section 4.1). Values are normalized as far as their
/// syntax surely allows: lines joined, blanks around commas removed, language tags in one case. Their order stays: to some origins it means
/// something.
/// </summary>
public sealed class Vary : IEquatable<Vary>
{
    private const char Separator = '\n';
    private const char Absent = '\0';

    private readonly string[] _names;

    private Vary(string[] names) => _names = names;

    /// <summary>Nothing selects.</summary>
    public static Vary Nothing { get; } = new([]);

    /// <summary>In lower case, in order.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Whether no later request can match: <c>*</c> anywhere in the list.</summary>
    public static bool IsEverything(FieldLines fields) => NamesOf(fields).Contains("*");

    /// <summary>From the Vary of a response, and what the operator's key adds (see <see cref="IRequestValues"/> for its names).</summary>
    public static Vary Of(FieldLines fields, IReadOnlyList<string> added)
    {
        string[] names = [.. NamesOf(fields).Concat(added).Distinct().Order(StringComparer.Ordinal)];
        return names.Length == 0 ? Nothing : new Vary(names);
    }

    /// <summary>What the request has for these fields, as one text.</summary>
    public string KeyOf(IRequestValues request)
    {
        if (_names.Length == 0)
            return "";
        var key = new StringBuilder();
        foreach (var name in _names)
        {
            if (request.Value(name) is { } value)
                AppendNormalized(key, name == "accept-language" ? value.ToLowerInvariant() : value);
            else
                key.Append(Absent);
            key.Append(Separator);
        }

        return key.ToString();
    }

    /// <inheritdoc />
    public bool Equals(Vary? other) => other is not null && _names.AsSpan().SequenceEqual(other._names);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Vary);

    /// <inheritdoc />
    public override int GetHashCode() => _names.Length;

    private static string[] NamesOf(FieldLines fields) =>
        fields.Joined("Vary")?.ToLowerInvariant().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static void AppendNormalized(StringBuilder key, string value)
    {
        if (value.Contains('"', StringComparison.Ordinal))
        {
            key.Append(value.Trim());
            return;
        }

        var isFirst = true;
        foreach (var range in value.AsSpan().Split(','))
        {
            if (!isFirst)
                key.Append(',');
            key.Append(value.AsSpan(range).Trim(" \t"));
            isFirst = false;
        }
    }
}
