using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Clustering;

/// <summary>
/// The node that fetches what a key stands for, in the name of all: the highest of the hashes of key and node, so that every node that
/// sees the same members comes to the same, and a node that goes takes only its own keys along.
/// </summary>
public static class KeyOwner
{
    /// <summary>Null when nobody works.</summary>
    public static ContactPoint? Of(ClusterView view, ReadOnlySpan<char> site, ReadOnlySpan<char> target)
    {
        ArgumentNullException.ThrowIfNull(view);
        var text = new StableHash();
        text.Append(site);
        text.Append(target);
        var (owner, highest, key) = (default(ContactPoint?), 0UL, text.Value);
        foreach (var member in view.Members)
        {
            if (!member.IsReachable || member.Status != "up")
                continue;
            var score = StableHash.Mix(StableHash.Of(member.Address.ToString()) ^ key);
            if (owner is null || score > highest)
                (owner, highest) = (member.Address, score);
        }

        return owner;
    }
}
