using System.CommandLine;
using ActorProxy.Host.Configuration;

namespace ActorProxy.Host.Cli;

/// <summary><c>check --config FILE</c>: every error of a configuration at once, without serving it.</summary>
internal static class CheckCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var config = CommandLine.ConfigOption();
        var node = CommandLine.NodeOption();
        var command = new Command("check", "Says whether a configuration is valid: every error as FILE:LINE: key.path: message.") { config, node };
        command.SetAction(parsed => Check(parsed.GetRequiredValue(config), parsed.GetValue(node), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Check(string file, string? nodeFile, TextWriter output)
    {
        var result = ConfigurationLoader.LoadFile(file, nodeFile: nodeFile);
        foreach (var warning in result.Warnings)
            output.WriteLine($"{warning} (warning)");
        foreach (var error in result.Errors)
            output.WriteLine(error);
        if (result.Configuration is not { Settings: var settings })
            return 1;

        output.WriteLine($"{file}: ok, {settings.Listeners.Count} listeners, {settings.Pools.Count} pools, {settings.Routes.Count} routes");
        return 0;
    }
}
