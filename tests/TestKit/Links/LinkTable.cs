using System.Collections.Concurrent;
using Google.Protobuf;

namespace ActorProxy.TestKit.Links;

/// <summary>
/// How the links between the nodes of one cluster are just now. Each direction is a link of its own, named by <c>host:port</c> at both ends, so
/// what is said of it also holds for a node that comes back under its name.
/// </summary>
internal sealed class LinkTable : IDisposable
{
    private static readonly ConcurrentDictionary<string, LinkTable> All = [];

    private readonly ConcurrentDictionary<(string From, string To), LinkState> _links = [];
    private readonly Lock _lock = new();
    private volatile LostMessages[] _lost = [];

    public LinkTable() => All[Name] = this;

    /// <summary>As it stands in the configuration of its nodes.</summary>
    public string Name { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Null: a cluster that has ended, and nothing passes any more.</summary>
    public static LinkTable? Find(string name) => All.GetValueOrDefault(name);

    public LinkState Of(string from, string to) => _links.GetValueOrDefault((from, to), LinkState.Whole);

    public void Set(string from, string to, Func<LinkState, LinkState> change) =>
        _links.AddOrUpdate((from, to), _ => change(LinkState.Whole), (_, now) => change(now));

    /// <summary>Every link is as it was at the start.</summary>
    public void Heal()
    {
        _links.Clear();
        lock (_lock)
            _lost = [];
    }

    public void Lose(LostMessages messages)
    {
        lock (_lock)
            _lost = [.. _lost, messages];
    }

    /// <summary>Whether something that is sent does not arrive.</summary>
    public bool Loses(string from, string to, ByteString payload)
    {
        if (Of(from, to).IsCut)
            return true;
        foreach (var lost in _lost)
        {
            if (lost.Takes(from, to, payload.Span))
                return true;
        }

        return false;
    }

    public void Dispose() => All.TryRemove(Name, out _);
}
