namespace ActorProxy.TestKit;

/// <summary>A backend that a test has started, of whatever kind.</summary>
public interface IOrigin
{
    /// <summary>Where it listens.</summary>
    int Port { get; }

    /// <summary>As it stands in <c>backends</c>.</summary>
    string Url { get; }
}
