namespace ActorProxy.Actors.Routing;

/// <summary>
/// A tree of path segments, one node for each prefix of a configured path. A look-up walks down with the path and stops where
/// no configured prefix goes on, so it costs what the configured depth costs and not the number of routes or of slashes sent.
/// </summary>
internal sealed class PrefixNode
{
    private Dictionary<string, PrefixNode>? _children;
    private Route? _here;
    private Route? _below;

    /// <summary>
    /// Adds a prefix, unless it is there already: the first in the file wins. <c>/api</c> matches <c>/api</c> and what is below
    /// it, <c>/api/</c> only what is below, <c>/</c> everything.
    /// </summary>
    public void Add(string prefix, Route route)
    {
        var node = this;
        var rest = prefix.AsSpan();
        while (rest.Length > 1)
        {
            var end = EndOfSegment(rest);
            node = node.Child(rest[1..end].ToString());
            rest = rest[end..];
        }

        if (rest.IsEmpty && node != this)
            node._here ??= route;
        else
            node._below ??= route;
    }

    /// <summary>The route of the longest prefix, or null.</summary>
    public Route? Find(ReadOnlySpan<char> path)
    {
        var node = this;
        var longest = _below;
        while (path is ['/', ..])
        {
            longest = node._below ?? longest;
            var end = EndOfSegment(path);
            if (node._children is null ||
                !node._children.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(path[1..end], out node))
                return longest;
            longest = node._here ?? longest;
            path = path[end..];
        }

        return longest;
    }

    private static int EndOfSegment(ReadOnlySpan<char> path)
    {
        var next = path[1..].IndexOf('/');
        return next < 0 ? path.Length : next + 1;
    }

    private PrefixNode Child(string segment)
    {
        _children ??= new Dictionary<string, PrefixNode>(StringComparer.Ordinal);
        if (!_children.TryGetValue(segment, out var child))
            _children[segment] = child = new PrefixNode();
        return child;
    }
}
