using System.CommandLine;
using ActorProxy.Host.Configuration;
using ActorProxy.Host.Diagnostics;

namespace ActorProxy.Host.Cli;

/// <summary><c>run --config FILE</c>: serves until a signal ends it.</summary>
internal static class RunCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var config = CommandLine.ConfigOption();
        var command = new Command("run", "Serves a configuration. Prints a line that starts with \"ready\" once every listener accepts.") { config };
        command.SetAction((parsed, _) => RunAsync(parsed.GetRequiredValue(config), parsed.InvocationConfiguration));
        return command;
    }

    private static async Task<int> RunAsync(string file, InvocationConfiguration console)
    {
        var loaded = ConfigurationLoader.LoadFile(file);
        foreach (var problem in loaded.Errors.Concat(loaded.Warnings))
            await console.Error.WriteLineAsync(problem.ToString());
        if (loaded.Configuration is not { } configuration)
            return 1;

        using var logs = PlainLog.ToStandardError();
        await using var node = await Service.StartAsync(configuration, new NodeOptions(TimeProvider.System, logs) { File = file }, console.Error);
        if (node is null)
            return 1;

        await Service.ServeAsync(node, file, logs.CreateLogger("ActorProxy"), async () =>
        {
            await console.Output.WriteLineAsync(ReadyLine(node));
            await console.Output.FlushAsync();
        });
        return 0;
    }

    // ready web=127.0.0.1:8080 admin=127.0.0.1:9900
    private static string ReadyLine(ProxyNode node)
    {
        var addresses = node.Endpoints.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}");
        return string.Join(' ', node.AdminEndpoint is { } admin ? ["ready", .. addresses, $"admin={admin}"] : ["ready", .. addresses]);
    }
}
