namespace ActorProxy.Actors.Purges;

/// <summary>What a node does when stored responses are to go. Called from any thread.</summary>
public interface IPurgeNode
{
    /// <summary>Throws away what is meant; what that was by route. Throws IOException when it cannot be kept for what is on disk.</summary>
    IReadOnlyList<PurgeCount> Purge(PurgeOrder order);

    /// <summary>Makes all that is stored stale. Throws IOException as above.</summary>
    void MakeAllStale();
}
