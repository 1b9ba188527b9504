using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Transforms;

// bench-yarp LISTEN-URL ORIGIN-URL...: YARP with one route to all origins, sending the headers that every peer sends.
var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls(args[0]);
if (args[0].StartsWith("https:", StringComparison.Ordinal))
    builder.WebHost.UseKestrelHttpsConfiguration();

var route = new RouteConfig
{
    RouteId = "site",
    ClusterId = "origin",
    Match = new RouteMatch { Path = "/{**rest}" },
};
var origins = new ClusterConfig
{
    ClusterId = "origin",
    LoadBalancingPolicy = "RoundRobin",
    Destinations = args[1..].ToDictionary(url => url, url => new DestinationConfig { Address = url }),
    HealthCheck = new HealthCheckConfig { Passive = new PassiveHealthCheckConfig { Enabled = args.Length > 2, Policy = "TransportFailureRate" } },
};

builder.Services.AddReverseProxy().LoadFromMemory([route], [origins]).AddTransforms(transforms =>
{
    transforms.UseDefaultForwarders = false;
    transforms.AddOriginalHost();
    transforms.AddXForwardedFor(action: ForwardedTransformActions.Set);
    transforms.AddXForwardedProto(action: ForwardedTransformActions.Set);
    transforms.AddRequestTransform(context =>
    {
        context.ProxyRequest.Headers.TryAddWithoutValidation("X-Real-IP", context.HttpContext.Connection.RemoteIpAddress?.ToString());
        return ValueTask.CompletedTask;
    });
});

var app = builder.Build();
app.MapReverseProxy();
await app.RunAsync();
