using System.Globalization;
using ActorProxy.Host.Cli;

// The runtime reads these once, before its first socket. Continuations run where the kernel's event was seen, without a hop to
// another thread: nothing on the request path blocks, so nothing is held up. Half as many event threads as processors leave the
// other half to the kernel's own network work; with more, requests wander between caches (docs/decisions/0007).
Prefer("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", 1);
Prefer("DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT", Math.Max(1, Environment.ProcessorCount / 2));

return await CommandLine.RunAsync(args, Console.Out, Console.Error);

static void Prefer(string name, int value)
{
    if (Environment.GetEnvironmentVariable(name) is null)
        Environment.SetEnvironmentVariable(name, value.ToString(CultureInfo.InvariantCulture));
}
