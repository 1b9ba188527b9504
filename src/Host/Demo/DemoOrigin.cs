using System.Net;
using ActorProxy.Host.Admin;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ActorProxy.Host.Demo;

/// <summary>A backend that is built in. Stopping it is as rude as a crash: it closes connections in the middle of anything.</summary>
internal sealed class DemoOrigin(int number, IPEndPoint address) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private SmallServer? _server;

    /// <summary>Where it listens, with the real port once it was started.</summary>
    public IPEndPoint Address { get; private set; } = address;

    /// <summary>Listens; nothing when it does already. Throws <see cref="IOException"/> when the address is taken.</summary>
    public Task StartAsync() => InTurnAsync(async () =>
    {
        _server ??= await SmallServer.StartAsync($"origin {number}", Address, maxBody: 1024 * 1024, app => app.Run(AnswerAsync));
        Address = _server.Address;
    });

    /// <summary>Is gone; nothing when it is already.</summary>
    public Task StopAsync() => InTurnAsync(async () =>
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _server = null;
    });

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _turn.Dispose();
    }

    private Task AnswerAsync(HttpContext http)
    {
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync($"hello from origin {number} on port {Address.Port}\n");
    }

    private async Task InTurnAsync(Func<Task> step)
    {
        await _turn.WaitAsync();
        try
        {
            await step();
        }
        finally
        {
            _turn.Release();
        }
    }
}
