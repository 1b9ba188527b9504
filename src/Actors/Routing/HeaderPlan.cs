using System.Collections.Frozen;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Routing;

/// <summary>Header edits of one direction, made ready for use on every message.</summary>
public sealed class HeaderPlan(HeaderEdits edits)
{
    private readonly FrozenSet<string> _dropped =
        edits.Set.Select(edit => edit.Name).Concat(edits.Remove).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly HeaderEdit[] _written = [.. edits.Set, .. edits.Add];

    /// <summary>No change.</summary>
    public static HeaderPlan None { get; } = new(HeaderEdits.None);

    /// <summary>Fields to write after those that passed, in the order of the file.</summary>
    public ReadOnlySpan<HeaderEdit> Written => _written;

    /// <summary>Whether nothing changes.</summary>
    public bool IsEmpty { get; } = edits.IsEmpty;

    /// <summary>Whether a field of this name that came in must not go out.</summary>
    public bool Drops(string name) => _dropped.Count > 0 && _dropped.Contains(name);
}
