using System.Net;
using ActorProxy.Host.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ActorProxy.Host.Admin;

/// <summary>A web server for what is not the data path: the admin API and the demo's origins.</summary>
internal sealed class SmallServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SmallServer(WebApplication app, IPEndPoint address)
    {
        _app = app;
        Address = address;
    }

    /// <summary>Where it listens, with the port that the system chose where 0 was asked for.</summary>
    public IPEndPoint Address { get; }

    /// <summary>Accepts requests when the task ends. Throws <see cref="BindException"/> when the address cannot be had.</summary>
    /// <param name="name">Whose address it is, for that exception.</param>
    /// <param name="address">Port 0 lets the system choose.</param>
    /// <param name="maxBody">Bytes of a request body.</param>
    /// <param name="map">Adds what is answered.</param>
    public static async Task<SmallServer> StartAsync(string name, IPEndPoint address, long maxBody, Action<WebApplication> map)
    {
        var app = Build(address, maxBody);
        map(app);
        try
        {
            await app.StartAsync();
            return new SmallServer(app, new IPEndPoint(address.Address, BoundPort(app)));
        }
        catch (Exception failure) when (BindException.Explains(failure))
        {
            await app.DisposeAsync();
            throw new BindException(name, address, failure);
        }
    }

    /// <summary>Closes all connections at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private static WebApplication Build(IPEndPoint address, long maxBody)
    {
        // The empty builder reads no environment variable and no appsettings.json of the directory that it is started from.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = maxBody;
            kestrel.Listen(address);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        return builder.Build();
    }

    private static int BoundPort(WebApplication app)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        return BindingAddress.Parse(addresses.Addresses.First()).Port;
    }

    /// <summary>Signals belong to the command line, not to this server.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
