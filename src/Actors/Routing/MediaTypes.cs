using System.Collections.Frozen;

namespace ActorProxy.Actors.Routing;

/// <summary>A set of media types (RFC 9110 section 8.3.1), some of them by wildcard: <c>text/*</c>, <c>application/*+json</c>.</summary>
public sealed class MediaTypes
{
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _exact;
    private readonly (string Start, string End)[] _patterns;

    /// <summary>A set of these.</summary>
    public MediaTypes(IReadOnlyCollection<string> types)
    {
        _exact = types.Where(type => !type.Contains('*')).ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        _patterns = [.. types.Where(type => type.Contains('*')).Select(Pattern)];
    }

    /// <summary>Whether the value of a Content-Type field, with whatever parameters, is in the set.</summary>
    public bool Contains(ReadOnlySpan<char> contentType)
    {
        var end = contentType.IndexOf(';');
        var type = (end < 0 ? contentType : contentType[..end]).Trim(" \t");
        if (type.IsEmpty)
            return false;
        if (_exact.Contains(type))
            return true;
        foreach (var (start, rest) in _patterns)
        {
            if (type.Length >= start.Length + rest.Length &&
                type.StartsWith(start, StringComparison.OrdinalIgnoreCase) && type.EndsWith(rest, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static (string Start, string End) Pattern(string type)
    {
        var star = type.LastIndexOf('*');
        return type == "*/*" ? ("", "") : (type[..star], type[(star + 1)..]);
    }
}
