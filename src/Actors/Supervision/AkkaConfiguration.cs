using Akka.Configuration;

namespace ActorProxy.Actors.Supervision;

/// <summary>Akka's configuration: ours where the proxy depends on it, then the operator's, then our defaults.</summary>
internal static class AkkaConfiguration
{
    // A 10 ms tick, which is Akka's default, costs an idle process 5 % of a core. The hook would stop the actors at SIGTERM,
    // while requests are still being served.
    private const string Required = """
        akka {
          stdout-loglevel = OFF
          loggers = ["ActorProxy.Actors.Supervision.LogBridge, ActorProxy.Actors"]
          actor.provider = local
          scheduler.tick-duration = 50ms
          coordinated-shutdown.run-by-clr-shutdown-hook = off
          coordinated-shutdown.exit-clr = off
        }
        """;

    private const string Defaults = """
        akka {
          loglevel = INFO
          log-dead-letters = off
          log-dead-letters-during-shutdown = off
        }
        """;

    /// <param name="json">The operator's <c>{"akka": {…}}</c>, or empty.</param>
    public static Config From(string json) => From(json, Config.Empty);

    /// <param name="json">The operator's <c>{"akka": {…}}</c>, or empty.</param>
    /// <param name="defaults">More of ours that the operator may change.</param>
    public static Config From(string json, Config defaults) =>
        Parse(Required).WithFallback(Parse(json)).WithFallback(Parse(Defaults)).WithFallback(defaults);

    private static Config Parse(string text) =>
        string.IsNullOrWhiteSpace(text) ? Config.Empty : ConfigurationFactory.ParseString(text);
}
