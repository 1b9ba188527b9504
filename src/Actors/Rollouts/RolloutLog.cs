using Akka.Event;

namespace ActorProxy.Actors.Rollouts;

/// <summary>What is said about rollouts.</summary>
internal static class RolloutLog
{
    public static void RolloutRefused(this ILoggingAdapter log, long epoch, IReadOnlyList<RolloutProblem> problems) =>
        log.Warning("Configuration {0} is on no node, because of {1} problems on {2}", epoch, problems.Count, NodesOf(problems));

    public static void TrialLed(this ILoggingAdapter log, long epoch, string node, TimeSpan watch) =>
        log.Info("Configuration {0} goes on trial on {1} for {2:0} s; all others wait", epoch, node, watch.TotalSeconds);

    public static void TrialEnded(this ILoggingAdapter log, RolloutState state, bool isKept) =>
        log.Info(
            "The trial of configuration {0} on {1} is ended by hand: it is to be {2}", state.Pending.Epoch, state.Canary, isKept ? "kept" : "undone");

    public static void TrialStood(this ILoggingAdapter log, long epoch, string node, WatchReport? report) =>
        log.Info("Configuration {0} has stood its trial on {1}: {2}", epoch, node, report);

    public static void RolloutUndone(this ILoggingAdapter log, RolloutState state) =>
        log.Warning(
            "The rollout of configuration {0} is undone, {1} stays on all nodes: {2} {3} ({4})",
            state.Pending.Epoch, state.Epoch, state.Canary, string.Join("; ", state.Problems.Select(problem => problem.Message)),
            state.Report?.ToString() ?? "no figures");

    public static void TrialBegins(this ILoggingAdapter log, long epoch, TimeSpan watch) =>
        log.Info("This node serves configuration {0} on trial for {1:0} s, for all", epoch, watch.TotalSeconds);

    public static void TrialUndone(this ILoggingAdapter log, long epoch, long served, string reason) =>
        log.Warning("The trial of configuration {0} is undone here, {1} is served again: {2}", epoch, served, reason);

    public static void CannotUndo(this ILoggingAdapter log, long epoch, long wanted, IReadOnlyList<RolloutProblem> problems) =>
        log.Error(
            "This node cannot go back from configuration {0} to {1} and tries again: {2}",
            epoch, wanted, string.Join("; ", problems.Select(problem => problem.Message)));

    public static void RolloutDone(this ILoggingAdapter log, long epoch, IReadOnlyList<RolloutProblem> late)
    {
        if (late.Count == 0)
            log.Info("Configuration {0} is in use on all nodes", epoch);
        else
            log.Warning("Configuration {0} is in use, and {1} have yet to say so", epoch, NodesOf(late));
    }

    public static void RolloutRecovered(this ILoggingAdapter log, RolloutRecovery recovery)
    {
        log.Info("This node leads rollouts now; configuration {0} is in use", recovery.State.Epoch);
        if (recovery.Completed > 0 || recovery.Behind.Count > 0)
            log.Warning("The rollout of configuration {0} had been decided: completed on {1}", recovery.State.Epoch, string.Join(", ", recovery.Behind));
        foreach (var epoch in recovery.Undone)
            log.Warning("The rollout of configuration {0} had not been decided: undone, configuration {1} stays", epoch, recovery.State.Epoch);
    }

    public static void CatchesUp(this ILoggingAdapter log, long from, long to) =>
        log.Info("This node served configuration {0}, all others {1}: it takes that", from, to);

    public static void CannotCatchUp(this ILoggingAdapter log, long epoch, long served, IReadOnlyList<RolloutProblem> problems) =>
        log.Error(
            "This node cannot serve configuration {0} that all others serve, and stays on {1}: {2}",
            epoch, served, string.Join("; ", problems.Select(problem => problem.Message)));

    private static string NodesOf(IEnumerable<RolloutProblem> problems) => string.Join(", ", problems.Select(problem => problem.Node).Distinct());
}
