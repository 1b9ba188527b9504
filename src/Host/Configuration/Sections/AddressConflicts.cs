using System.Net;
using ActorProxy.Actors.Settings;
using ActorProxy.Hocon.Reading;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary>Finds addresses that two would listen on.</summary>
internal sealed class AddressConflicts
{
    private readonly Dictionary<IPEndPoint, string> _owners = [];

    public AddressConflicts(AdminSettings admin)
    {
        if (admin.Enabled)
            _owners[admin.Address] = "the admin API";
    }

    /// <summary>Compares a listener with those before it; port 0 is a different one each time.</summary>
    public void Check(ListenerSettings listener, HoconReader reader)
    {
        if (listener.Address.Port != 0 && !_owners.TryAdd(listener.Address, $"the listener '{listener.Name}'"))
            reader.Error("address", $"{listener.Address} is taken by {_owners[listener.Address]}");
    }
}
