using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Host.Pipeline;

/// <summary>Holds or refuses some requests of a route that was told to.</summary>
internal static class FaultInjector
{
    public static async ValueTask<Failure> ApplyAsync(FaultSettings fault, TimeProvider time)
    {
        if (Random.Shared.NextDouble() * 100 >= fault.Percent)
            return Failure.None;
        if (fault.Delay > TimeSpan.Zero)
            await Task.Delay(fault.Delay, time);
        return fault.AbortStatus is null ? Failure.None : Failure.Injected;
    }
}
