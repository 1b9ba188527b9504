using System.CommandLine;
using ActorProxy.Bench.Load.Scenarios;

namespace ActorProxy.Bench.Load;

/// <summary>The command line: <c>SCENARIO [options]</c>.</summary>
internal static class BenchCommand
{
    private const string EveryScenario = "all";

    /// <summary>Exit codes: 0 measured, 1 a measurement could not be made, 2 a soak failed, 130 interrupted.</summary>
    public static RootCommand Create()
    {
        var scenario = new Argument<string>("scenario")
        {
            Description = $"{string.Join(", ", Scenario.All.Select(each => each.Name))} or {EveryScenario}",
        };
        scenario.AcceptOnlyFromAmong([.. Scenario.All.Select(each => each.Name), EveryScenario]);

        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 5, Description = "Measurements of each proxy" };
        var seconds = new Option<int?>("--seconds") { Description = "Length of one measurement (5; soak: 1800; cold: 600 at most)" };
        var connections = new Option<int?>("--connections") { Description = "Client connections instead of the scenario's" };
        var only = new Option<string>("--only") { DefaultValueFactory = _ => "", Description = "For example nginx,actorproxy" };
        var also = new Option<string>("--also") { DefaultValueFactory = _ => "", Description = "Besides the usual ones: actorproxy-sockets" };
        var actorProxy = new Option<string?>("--actorproxy") { Description = "A built actorproxy or actorproxy.dll" };
        var environment = new Option<string[]>("--env") { DefaultValueFactory = _ => [], Description = "NAME=VALUE for ActorProxy" };
        var strace = new Option<bool>("--strace") { Description = "Count system calls per request too" };
        var name = new Option<string?>("--name") { Description = "Of the file under bench/results instead of the scenario's" };

        var command = new RootCommand("Measures ActorProxy side by side with nginx, HAProxy, Varnish and YARP")
        {
            scenario, rounds, seconds, connections, only, also, actorProxy, environment, strace, name,
        };
        command.SetAction((parsed, cancel) => RunAsync(
            parsed.GetValue(scenario) ?? EveryScenario,
            new BenchOptions(
                parsed.GetValue(rounds),
                parsed.GetValue(seconds),
                parsed.GetValue(connections),
                ParseNames(parsed.GetValue(only)),
                ParseNames(parsed.GetValue(also)),
                parsed.GetValue(actorProxy),
                ParseEnvironment(parsed.GetValue(environment) ?? []),
                parsed.GetValue(strace),
                parsed.GetValue(name),
                "dotnet run -c Release --project bench/load -- " + string.Join(' ', parsed.Tokens.Select(token => token.Value))),
            cancel));
        return command;
    }

    private static async Task<int> RunAsync(string name, BenchOptions options, CancellationToken cancel)
    {
        try
        {
            await using var workspace = new Workspace();
            var bench = await BenchRun.PrepareAsync(options, workspace, cancel);
            var wanted = Scenario.All.Where(scenario => name == scenario.Name || (name == EveryScenario && scenario.InAll)).ToArray();
            foreach (var scenario in wanted)
                await bench.RunAsync(scenario, cancel);
            var failures = wanted.Select(scenario => scenario.Failure).OfType<string>().ToArray();
            foreach (var failure in failures)
                await Console.Error.WriteLineAsync(failure);
            return failures.Length == 0 ? 0 : 2;
        }
        catch (BenchException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
    }

    private static string[] ParseNames(string? names) =>
        (names ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static Dictionary<string, string> ParseEnvironment(string[] pairs) =>
        pairs.Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair.ElementAtOrDefault(1) ?? "");
}
