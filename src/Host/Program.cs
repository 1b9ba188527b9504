using ActorProxy.Host.Cli;

// The runtime reads this once, before its first socket: continuations run where the kernel's event was seen, without a hop
// to another thread. Nothing on the request path blocks, so nothing is held up.
const string inline = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";
if (Environment.GetEnvironmentVariable(inline) is null)
    Environment.SetEnvironmentVariable(inline, "1");

return await CommandLine.RunAsync(args, Console.Out, Console.Error);
