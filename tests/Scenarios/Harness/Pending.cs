// Stands in for the host until it lands.
using System.Net;
using ActorProxy.Actors.Routing;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Host
{
    internal sealed record NodeOptions;

    internal sealed record ApplyResult(long Epoch, IReadOnlyList<string> RestartNeeded);

    internal sealed class ProxyNode
    {
        public RoutingTableCell Table => throw new NotImplementedException();
        public IReadOnlyDictionary<string, IPEndPoint> Endpoints => throw new NotImplementedException();
        public IPEndPoint? AdminEndpoint => throw new NotImplementedException();
        public static Task<ProxyNode> StartAsync(Configuration.LoadedConfiguration configuration, NodeOptions options) => throw new NotImplementedException();
        public Task<ApplyResult> ApplyAsync(Configuration.LoadedConfiguration configuration) => throw new NotImplementedException();
        public Task StopAsync() => throw new NotImplementedException();
        public Task<bool> SetDrainAsync(string pool, string backend, bool drain) => throw new NotImplementedException();
    }
}

namespace ActorProxy.Host.Configuration
{
    internal sealed record ConfigurationError(string File, int Line, string KeyPath, string Message);

    internal sealed record LoadedConfiguration(ProxySettings Settings, string AkkaJson, string Text, IReadOnlyList<string> Files);

    internal sealed record LoadResult(LoadedConfiguration? Configuration, IReadOnlyList<ConfigurationError> Errors);

    internal static class ConfigurationLoader
    {
        public static LoadResult LoadText(string text, string name, string baseDirectory) => throw new NotImplementedException();
    }
}
