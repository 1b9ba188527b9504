namespace ActorProxy.Actors.Clustering;

/// <summary>The one reference to the current view. Written by the ClusterActor alone.</summary>
public sealed class ClusterViewCell
{
    private volatile ClusterView _current = ClusterView.None;

    /// <summary>One volatile read.</summary>
    public ClusterView Current
    {
        get => _current;
        internal set => _current = value;
    }
}
