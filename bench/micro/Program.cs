using ActorProxy.Bench.Micro;
using BenchmarkDotNet.Running;

BenchmarkSwitcher.FromAssembly(typeof(TableMatch).Assembly).Run(args);
