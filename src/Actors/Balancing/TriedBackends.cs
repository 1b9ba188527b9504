using ActorProxy.Actors.Pools;

namespace ActorProxy.Actors.Balancing;

/// <summary>What pickers ask of the few backends that a request has tried.</summary>
internal static class TriedBackends
{
    /// <summary>Whether a backend is among them.</summary>
    public static bool Has(this IReadOnlyList<Backend> tried, Backend backend)
    {
        for (var i = 0; i < tried.Count; i++)
        {
            if (ReferenceEquals(tried[i], backend))
                return true;
        }

        return false;
    }
}
