using System.Net;
using System.Text;
using System.Text.Json;
using ActorProxy.Host.Configuration;
using ActorProxy.Host.Demo;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorProxy.Host.Tests.Admin;

/// <summary>A node with its admin API on ports of the system's choice, and a client of it.</summary>
internal sealed class AdminFixture : IAsyncDisposable
{
    private AdminFixture(ProxyNode node)
    {
        Node = node;
        Client = new HttpClient { BaseAddress = new Uri($"http://{node.AdminEndpoint}") };
    }

    public ProxyNode Node { get; }

    public HttpClient Client { get; }

    /// <summary>A configuration with one pool; nothing listens at its backends.</summary>
    public static string Text(string route = "site") => $$"""
        proxy {
          listeners.web.address = "127.0.0.1:0"
          admin.address = "127.0.0.1:0"
          access-log.enabled = off
          pools.api { balance = least-connections, backends = ["http://127.0.0.1:1", { url = "http://127.0.0.1:2", weight = 3, backup = on }] }
          routes = [{ name = {{route}}, path = "/", pool = api }]
        }
        """;

    public static async Task<AdminFixture> StartAsync(DemoOrigins? demo = null)
    {
        var loaded = ConfigurationLoader.LoadText(Text(), "test.conf", Path.GetTempPath());
        Assert.Empty(loaded.Errors);
        var options = new NodeOptions(TimeProvider.System, NullLoggerProvider.Instance) { Demo = demo };
        return new AdminFixture(await ProxyNode.StartAsync(loaded.Configuration!, options));
    }

    public async Task<JsonElement> JsonAsync(HttpMethod method, string path, HttpStatusCode expected = HttpStatusCode.OK, string? body = null, params (string Name, string Value)[] headers)
    {
        using var response = await SendAsync(method, path, body, headers);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(expected == response.StatusCode, $"{(int)response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return Client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Node.DisposeAsync();
    }
}
