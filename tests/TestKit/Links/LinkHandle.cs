using Akka.Remote.Transport;
using Google.Protobuf;

namespace ActorProxy.TestKit.Links;

/// <summary>One connection, and what becomes of the messages that a node sends on it.</summary>
internal sealed class LinkHandle : AssociationHandle
{
    private readonly AssociationHandle _wrapped;
    private readonly string _table;
    private readonly string _from;
    private readonly string _to;
    private readonly Lock _order = new();
    private Task _late = Task.CompletedTask;

    /// <param name="wrapped">The socket.</param>
    /// <param name="scheme">Names the addresses as Akka knows them.</param>
    /// <param name="table">What the links are like.</param>
    /// <param name="from">The node that sends.</param>
    /// <param name="to">The node that it goes to; empty where the other one opened it, on which nothing but greetings are sent.</param>
    public LinkHandle(AssociationHandle wrapped, SchemeAugmenter scheme, string table, string from, string to)
        : base(scheme.AugmentScheme(wrapped.LocalAddress), scheme.AugmentScheme(wrapped.RemoteAddress))
    {
        (_wrapped, _table, _from, _to) = (wrapped, table, from, to);
        ReadHandlerSource = wrapped.ReadHandlerSource;
    }

    public override bool Write(ByteString payload)
    {
        if (_to.Length == 0)
            return _wrapped.Write(payload);
        if (LinkTable.Find(_table) is not { } links || links.Loses(_from, _to, payload))
            return true;

        var pause = links.Of(_from, _to).Pause;
        lock (_order)
        {
            if (pause == TimeSpan.Zero && _late.IsCompleted)
                return _wrapped.Write(payload);
            _late = SendLaterAsync(_late, pause, payload);
            return true;
        }
    }

#pragma warning disable CS0672, CS0618 // Akka still calls it, and has nothing in its place that can be handed on.
    public override void Disassociate() => _wrapped.Disassociate();
#pragma warning restore CS0672, CS0618

    private async Task SendLaterAsync(Task before, TimeSpan pause, ByteString payload)
    {
        var due = Task.Delay(pause);
        await before.ConfigureAwait(false);
        await due.ConfigureAwait(false);
        _wrapped.Write(payload);
    }
}
