using System.CommandLine;
using ActorProxy.Host.Configuration;
using ActorProxy.Host.Diagnostics;

namespace ActorProxy.Host.Cli;

/// <summary><c>run --config FILE</c>: serves until a signal ends it.</summary>
internal static class RunCommand
{
    /// <summary>Makes the process stop when its standard input ends, for those who start several.</summary>
    public const string ChildOption = "--stop-with-input";

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var config = CommandLine.ConfigOption();
        var node = CommandLine.NodeOption();
        var child = new Option<bool>(ChildOption) { Hidden = true };
        var command = new Command("run", "Serves a configuration. Prints a line that starts with \"ready\" once every listener accepts.") { config, node, child };
        command.SetAction((parsed, _) => RunAsync(
            parsed.GetRequiredValue(config), parsed.GetValue(node), parsed.GetValue(child), parsed.InvocationConfiguration));
        return command;
    }

    private static async Task<int> RunAsync(string file, string? nodeFile, bool isChild, InvocationConfiguration console)
    {
        var loaded = ConfigurationLoader.LoadFile(file, nodeFile: nodeFile);
        foreach (var problem in loaded.Errors.Concat(loaded.Warnings))
            await console.Error.WriteLineAsync(problem.ToString());
        if (loaded.Configuration is not { } configuration)
            return 1;

        using var logs = PlainLog.ToStandardError();
        await using var node = await Service.StartAsync(configuration, new NodeOptions(TimeProvider.System, logs) { File = file, NodeFile = nodeFile }, console.Error);
        if (node is null)
            return 1;

        await Service.ServeAsync(
            node,
            file,
            nodeFile,
            logs.CreateLogger("ActorProxy"),
            async () =>
            {
                await console.Output.WriteLineAsync(ReadyLine(node));
                await console.Output.FlushAsync();
            },
            isChild ? UntilInputEndsAsync() : null);
        return 0;
    }

    // The parent's end of the pipe closes when it goes, however it goes.
    private static async Task UntilInputEndsAsync()
    {
        await using var input = Console.OpenStandardInput();
        await input.CopyToAsync(Stream.Null);
    }

    // ready web=127.0.0.1:8080 admin=127.0.0.1:9900
    private static string ReadyLine(ProxyNode node)
    {
        var addresses = node.Endpoints.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}");
        return string.Join(' ', node.AdminEndpoint is { } admin ? ["ready", .. addresses, $"admin={admin}"] : ["ready", .. addresses]);
    }
}
