using ActorProxy.Bench.Micro;
using ActorProxy.Bench.Micro.CacheMemory;
using BenchmarkDotNet.Running;

if (args is [CacheMemoryRun.Name])
    await CacheMemoryRun.RunAsync();
else
    BenchmarkSwitcher.FromAssembly(typeof(TableMatch).Assembly).Run(args);
