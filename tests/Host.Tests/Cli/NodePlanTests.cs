using System.Text.RegularExpressions;
using ActorProxy.Host.Cli.Cluster;
using ActorProxy.Host.Tests.Configuration;

namespace ActorProxy.Host.Tests.Cli;

public sealed partial class NodePlanTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(41_000, 3)]
    public void PortForNodes_ThatTheConfigurationNames_IsAnotherForEachNode(int port, int different)
    {
        var settings = Texts.Load($"proxy.cluster {{ peer-port = {port} }}").Settings;
        var ports = NodePlan.For(settings, 3).Select(plan => int.Parse(PeerPort().Match(plan.Text).Groups[1].Value)).ToArray();

        Assert.Equal(different, ports.Distinct().Count());
        Assert.All(ports, each => Assert.True(each >= port));
    }

    [GeneratedRegex(@"peer-port = (\d+)")]
    private static partial Regex PeerPort();
}
