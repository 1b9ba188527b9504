using System.Globalization;
using System.Text;
using ActorProxy.Host.Admin;

namespace ActorProxy.Host.Cli.Cluster;

/// <summary>Shows the members whenever something about them changes.</summary>
internal static class ClusterScreen
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    public static async Task ShowUntilAsync(Task stop, LocalCluster cluster, TextWriter output)
    {
        var shown = "";
        while (!stop.IsCompleted)
        {
            var text = await TextAsync(cluster);
            if (text != shown)
            {
                await output.WriteLineAsync(text);
                await output.FlushAsync();
                shown = text;
            }

            await Task.WhenAny(stop, Task.Delay(LookEvery));
        }
    }

    private static async Task<string> TextAsync(LocalCluster cluster)
    {
        var reports = await Task.WhenAll(cluster.Nodes.Select(cluster.AskAsync));
        var nodes = cluster.Nodes.Zip(reports).ToArray();
        var members = reports.OfType<StatusReport>().Select(report => report.Nodes.Count(node => node.Status == "up")).ToArray();
        var isWhole = members.Length == nodes.Length && members.All(count => count == nodes.Length);
        var text = new StringBuilder();
        text.Append(isWhole ? "ready" : "waiting").Append(CultureInfo.InvariantCulture, $": {members.DefaultIfEmpty(0).Max()} of {nodes.Length} nodes are members\n");
        text.Append("  node  process  member       cluster address        send requests to                  admin API              configuration\n");
        foreach (var (node, report) in nodes)
            text.Append(Row(node, report)).Append('\n');
        text.Append("  Ctrl+C ends all. To see one die: kill -9 PROCESS; to see one take its leave: kill PROCESS.");
        return text.ToString();
    }

    private static string Row(LocalNode node, StatusReport? report)
    {
        var self = report?.Nodes.FirstOrDefault(one => one.Self);
        var status = node.HasExited ? "gone" : report is null ? "starting" : report.Cluster == "up" ? self?.Status ?? "up" : report.Cluster;
        var listeners = string.Join(' ', (report?.Listeners ?? []).Select(listener => $"{(listener.Tls ? "https" : "http")}://{listener.Address}"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"  {node.Number,-5} {node.ProcessId,-8} {status,-12} {self?.Address,-22} {listeners,-33} {self?.Admin,-22} {self?.Epoch}");
    }
}
