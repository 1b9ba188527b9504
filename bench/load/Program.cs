using System.CommandLine;
using ActorProxy.Bench.Load;

// Long enough to stop every process by its id after Ctrl-C.
var interruption = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) };
return await BenchCommand.Create().Parse(args).InvokeAsync(interruption);
