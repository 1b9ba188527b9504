using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Host.Admin;

/// <summary>The nodes, for the status.</summary>
internal static class NodeReports
{
    /// <summary>This node's place among others.</summary>
    public static string Phase(ProxyNode node) => (node.Cluster?.View.Phase ?? ClusterPhase.Off).ToString().ToLowerInvariant();

    /// <summary>Every node, asked now; one that does not answer within a second is there without what it would have said.</summary>
    public static async Task<IReadOnlyList<NodeReport>> AllAsync(ProxyNode node)
    {
        if (node.Cluster is not { } cluster || cluster.View.Members.Count == 0)
            return [Report(node.Cluster?.Self.ToString() ?? "", true, node.Cluster is null ? "up" : "alone", [], node.About())];
        var answers = await cluster.AskNodesAsync();
        return
        [
            .. answers.Select(answer => Report(
                answer.Member.Address.ToString(),
                answer.Member.Address == cluster.Self,
                answer.Member.IsReachable ? answer.Member.Status : "unreachable",
                answer.Member.Roles,
                answer.Info)),
        ];
    }

    private static NodeReport Report(string address, bool isSelf, string status, IReadOnlyList<string> roles, NodeInfo? info) => new(
        address, isSelf, status, roles, info?.Epoch, info is { OnTrial: > 0 } ? info.OnTrial : null, info?.IsReady, info?.Version, info?.Protocol, info?.Admin, info?.Listeners ?? ValueList.Empty<string>());
}
