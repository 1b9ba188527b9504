using System.Collections.Concurrent;

namespace ActorProxy.TestKit;

/// <summary>The origins, by port, that one node cannot reach.</summary>
internal sealed class Sight
{
    private readonly ConcurrentDictionary<int, bool> _lost = [];

    public void Lose(int port) => _lost[port] = true;

    public void Find(int port) => _lost.TryRemove(port, out _);

    public bool Reaches(int port) => !_lost.ContainsKey(port);
}
