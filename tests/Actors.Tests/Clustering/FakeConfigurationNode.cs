using ActorProxy.Actors.Rollouts;

namespace ActorProxy.Actors.Tests.Clustering;

/// <summary>A node that serves whatever it is told to.</summary>
internal sealed class FakeConfigurationNode(ConfigurationVersion served) : IConfigurationNode
{
    /// <summary>Nothing counted yet.</summary>
    public static TrafficFigures Quiet { get; } = new(0, 0, 0, 0, new long[DurationBuckets.Count]);

    public IReadOnlyList<ConfigurationVersion> History { get; private set; } = [served];

    public byte[] CookieKey => [];

    public ConfigurationVersion? OnTrial { get; set; }

    public TrafficFigures Traffic { get; set; } = Quiet;

    /// <summary>What stands in the way of going back.</summary>
    public IReadOnlyList<RolloutProblem> Obstacles { get; set; } = [];

    public Task<PrepareResult> PrepareAsync(ConfigurationVersion version) => Task.FromResult(new PrepareResult([], []));

    public Task TryOutAsync(ConfigurationVersion version)
    {
        OnTrial = version;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<RolloutProblem>> UndoAsync()
    {
        if (Obstacles.Count == 0)
            OnTrial = null;
        return Task.FromResult(Obstacles);
    }

    public Task CommitAsync(ConfigurationVersion version)
    {
        OnTrial = null;
        History = [version, .. History];
        return Task.CompletedTask;
    }

    public Task AbortAsync() => Task.CompletedTask;

    public void Adopt(IReadOnlyList<ConfigurationVersion> history, byte[] cookieKey)
    {
    }
}
