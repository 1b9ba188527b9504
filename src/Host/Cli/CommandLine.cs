using System.CommandLine;

namespace ActorProxy.Host.Cli;

/// <summary>What can be asked of the program. Exit codes: 0 done, 1 something is wrong and was said.</summary>
internal static class CommandLine
{
    /// <summary>Does what the arguments say.</summary>
    public static Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter errors)
    {
        var root = new RootCommand("A reverse proxy. Without arguments: a demo with two built-in origins.")
        {
            RunCommand.Create(),
            CheckCommand.Create(),
            ExplainCommand.Create(),
            ConfigCommand.Create(),
            CacheCommand.Create(),
            ClusterCommand.Create(),
        };
        DemoCommand.Configure(root);
        return root.Parse(arguments).InvokeAsync(new InvocationConfiguration
        {
            Output = output,
            Error = errors,
            // Signals are ours: they drain.
            ProcessTerminationTimeout = null,
        });
    }

    /// <summary>The option of every verb that reads a configuration.</summary>
    public static Option<string> ConfigOption() => new("--config", "-c")
    {
        Description = "The configuration file.",
        HelpName = "FILE",
        Required = true,
    };

    /// <summary>The option of the verbs that can be one node of several.</summary>
    public static Option<string?> NodeOption() => new("--node")
    {
        Description = "A file with what is this node's own, laid over the configuration that all nodes share.",
        HelpName = "FILE",
    };
}
