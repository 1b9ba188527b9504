using ActorProxy.Host.Configuration;

namespace ActorProxy.Host.Tests.Configuration;

public sealed class RestartNeedsTests
{
    private const string Running = """
        proxy.listeners.web.address = "127.0.0.1:8080"
        proxy.pools.api.backends = ["http://10.0.0.1:8080"]
        proxy.routes = [{ pool = api }]
        """;

    [Fact]
    public void Between_EqualConfigurations_Nothing() => Assert.Empty(Needs("# only a comment"));

    [Theory]
    [InlineData("proxy.listeners.web.address = \"127.0.0.1:8081\"")]
    [InlineData("proxy.listeners.more.address = \"127.0.0.1:8081\"")]
    [InlineData("proxy.pools.api.backends = [\"http://10.0.0.2:8080\"]")]
    [InlineData("proxy.limits.max-body = 1MiB")]
    [InlineData("proxy.routes = []")]
    public void Between_WhatAReloadCanChange_Nothing(string change) => Assert.Empty(Needs(change));

    [Theory]
    [InlineData("proxy.transport = sockets", "proxy.transport")]
    [InlineData("proxy.admin.address = \"127.0.0.1:9901\"", "proxy.admin.address")]
    [InlineData("proxy.admin.enabled = off", "proxy.admin.enabled")]
    [InlineData("proxy.access-log.enabled = off", "proxy.access-log.enabled")]
    [InlineData("proxy.limits.max-connections = 100", "proxy.limits.max-connections")]
    [InlineData("proxy.cluster { }", "proxy.cluster")]
    [InlineData("akka.loglevel = DEBUG", "akka")]
    public void Between_WhatIsFixedAtStart_IsNamed(string change, string key) => Assert.Equal([key], Needs(change));

    private static IReadOnlyList<string> Needs(string change) =>
        RestartNeeds.Between(Texts.Load(Running), Texts.Load($"{Running}\n{change}"));
}
