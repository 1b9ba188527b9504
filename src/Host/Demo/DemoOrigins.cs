using System.Net;

namespace ActorProxy.Host.Demo;

/// <summary>The backends of the demo, numbered from 1.</summary>
internal sealed class DemoOrigins : IAsyncDisposable
{
    private readonly DemoOrigin[] _origins;

    private DemoOrigins(DemoOrigin[] origins) => _origins = origins;

    /// <summary>How many there are.</summary>
    public int Count => _origins.Length;

    /// <summary>Where they listen, in order.</summary>
    public IEnumerable<IPEndPoint> Addresses => _origins.Select(origin => origin.Address);

    /// <summary>Starts one on each address. Throws <see cref="IOException"/> when one is taken, and then none is left running.</summary>
    public static async Task<DemoOrigins> StartAsync(params IEnumerable<IPEndPoint> addresses)
    {
        var origins = new DemoOrigins([.. addresses.Select((address, index) => new DemoOrigin(index + 1, address))]);
        try
        {
            foreach (var origin in origins._origins)
                await origin.StartAsync();
            return origins;
        }
        catch (IOException)
        {
            await origins.DisposeAsync();
            throw;
        }
    }

    /// <summary>The origin of this number, or null.</summary>
    public DemoOrigin? Find(int number) => _origins.ElementAtOrDefault(number - 1);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var origin in _origins)
            await origin.DisposeAsync();
    }
}
