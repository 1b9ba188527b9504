using System.Collections.Immutable;
using ActorProxy.Actors.Balancing;
using ActorProxy.Actors.Load;
using ActorProxy.Actors.Settings;
using ActorProxy.Actors.Tests.Balancing;

namespace ActorProxy.Actors.Tests.Load;

/// <summary>Nodes that hear of each other late must not run together from backend to backend.</summary>
public sealed class HerdTests
{
    private const int Backends = 3;
    private const int Busy = 12;
    private const int Periods = 60;

    /// <summary>
    /// The worst case: all nodes tell and hear at the same moment, and in each period every request ends many times and the next one
    /// is placed by what was known at its beginning.
    /// </summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    public void Nodes_WithShortRequests_KeepTheSumOfAllEven(int nodes)
    {
        var fleet = Enumerable.Range(0, nodes).Select(number => new Node(number, nodes)).ToArray();
        // Of one node all are at one backend at first, for the others to see.
        fleet[0].Crowd();
        for (var period = 0; period < Periods; period++)
        {
            var messages = fleet.Select(node => node.Tell()).ToArray();
            foreach (var node in fleet)
            {
                node.Hear(messages);
                node.Turn();
            }

            if (period < Periods / 2)
                continue;
            var sums = Enumerable.Range(0, Backends).Select(backend => fleet.Sum(node => node.InFlight(backend))).ToArray();
            Assert.InRange((double)sums.Max() * Backends / sums.Sum(), 1, 1.25);
        }
    }

    private sealed class Node
    {
        private readonly int _number;
        private readonly ContactPoint[] _all;
        private readonly Fleet _fleet = new([.. Enumerable.Repeat(1, Backends)]);
        private readonly Queue<char> _requests = [];
        private readonly Picker _picker;
        private OwnLoad _own = OwnLoad.Of(1);
        private OthersLoad _others = OthersLoad.None;

        public Node(int number, int nodes)
        {
            (_number, _all) = (number, [.. Enumerable.Range(0, nodes).Select(one => new ContactPoint("node", one))]);
            _picker = _fleet.Picker(BalanceKind.LeastConnections);
            for (var i = 0; i < Busy; i++)
                Enter(_fleet.Pick(_picker)!.Value);
        }

        public int InFlight(int backend) => _fleet.Members[backend].Backend.InFlight;

        public void Crowd()
        {
            for (var i = 0; i < Busy; i++)
            {
                _fleet[_requests.Dequeue()].Exit();
                Enter('a');
            }
        }

        public void Turn()
        {
            for (var i = 0; i < 10 * Busy; i++)
            {
                _fleet[_requests.Dequeue()].Exit();
                Enter(_fleet.Pick(_picker)!.Value);
            }
        }

        public LoadShareProtocol.LoadTold? Tell()
        {
            (_own, var message) = _own.On(_fleet.Members.Where(member => member.Backend.InFlight > 0)
                .ToImmutableDictionary(member => BackendKey.Of(member.Backend), member => member.Backend.InFlight));
            return message;
        }

        public void Hear(LoadShareProtocol.LoadTold?[] messages)
        {
            foreach (var (node, message) in messages.Index().Where(told => told.Index != _number && told.Item is not null))
                _others = _others.On(_all[node], message!);
            _others = _others.On(_all);
            foreach (var member in _fleet.Members)
                member.Backend.ElsewhereInFlight = _others.Of(BackendKey.Of(member.Backend));
        }

        private void Enter(char name)
        {
            _fleet[name].TryEnter();
            _requests.Enqueue(name);
        }
    }
}
