using System.Collections.Immutable;
using ActorProxy.Actors.Settings;
using static ActorProxy.Actors.Rollouts.RolloutProtocol;

namespace ActorProxy.Actors.Rollouts;

/// <summary>What the coordinator is doing, and for whom it waits.</summary>
/// <param name="Phase">In a word.</param>
/// <param name="History">What all nodes have served, the current one first.</param>
/// <param name="Highest">The highest epoch that was ever given, committed or not: it is never given again.</param>
/// <param name="Pending">What is being rolled out.</param>
/// <param name="Waiting">Nodes that have not answered yet.</param>
/// <param name="Problems">What the others have said against it.</param>
/// <param name="RestartNeeded">What they said would have to wait.</param>
/// <param name="Standings">What nodes told a new coordinator.</param>
internal sealed record RolloutState(
    RolloutPhase Phase,
    ValueList<ConfigurationVersion> History,
    long Highest,
    ConfigurationVersion Pending,
    ImmutableHashSet<string> Waiting,
    ImmutableList<RolloutProblem> Problems,
    ImmutableSortedSet<string> RestartNeeded,
    ImmutableList<Standing> Standings)
{
    /// <summary>Configurations that are remembered.</summary>
    public const int HistoryLength = 20;

    public static RolloutState New { get; } = new(
        RolloutPhase.Recovering, ValueList.Empty<ConfigurationVersion>(), 0, Nothing, [], [], ImmutableSortedSet.Create<string>(StringComparer.Ordinal), []);

    /// <summary>Of what is being rolled out; null: it needs no trial.</summary>
    public GuardSettings? Guard { get; init; }

    /// <summary>Where it is on trial; empty: nowhere.</summary>
    public string Canary { get; init; } = "";

    /// <summary>What was seen there; null: nothing yet.</summary>
    public WatchReport? Report { get; init; }

    /// <summary>What became of the last proposals that may come again, the latest first.</summary>
    public ImmutableList<(string Id, RolloutOutcome Outcome)> Ended { get; init; } = [];

    public long Epoch => History.Count > 0 ? History[0].Epoch : 0;

    public bool IsAnswered => Waiting.IsEmpty;

    /// <summary>A new coordinator asks all where they stand.</summary>
    public static RolloutState Recover(IEnumerable<string> nodes) => New with { Waiting = [.. nodes] };

    public RolloutState On(Standing standing) => this with { Waiting = Waiting.Remove(standing.Node), Standings = Standings.Add(standing) };

    /// <summary>
    /// What the last coordinator left behind: what any node serves was decided and is completed; what nodes only prepared for, or serve on
    /// trial, was not, and is undone.
    /// </summary>
    public RolloutRecovery Recovered()
    {
        var best = Standings.MaxBy(standing => EpochOf(standing.History));
        var history = best?.History ?? ValueList.Empty<ConfigurationVersion>();
        var begun = Standings.SelectMany(standing => new[] { standing.Prepared.Epoch, standing.OnTrial.Epoch }).ToArray();
        var highest = Standings.Select(standing => EpochOf(standing.History)).Concat(begun).DefaultIfEmpty(0).Max();
        var idle = New with { Phase = RolloutPhase.Idle, History = history, Highest = highest };
        var behind = Standings.Where(standing => EpochOf(standing.History) < idle.Epoch).Select(standing => standing.Node).ToArray();
        var undone = begun.Where(epoch => epoch > idle.Epoch).Distinct().ToArray();
        var completed = idle.Epoch > 0 && begun.Contains(idle.Epoch) ? idle.Epoch : 0;
        return new RolloutRecovery(idle, behind, undone, completed);
    }

    public RolloutState Propose(Proposal proposal, DateTimeOffset now, IEnumerable<string> nodes)
    {
        var version = new ConfigurationVersion(Highest + 1, now, proposal.Source, proposal.Message, proposal.Text, proposal.Id);
        return this with
        {
            Phase = RolloutPhase.Preparing,
            Highest = version.Epoch,
            Pending = version,
            Waiting = [.. nodes],
            Problems = [],
            RestartNeeded = RestartNeeded.Clear(),
            Guard = proposal.Guard,
            Canary = "",
            Report = null,
        };
    }

    public RolloutState On(Prepared answer) => answer.Epoch != Pending.Epoch || Phase != RolloutPhase.Preparing ? this : this with
    {
        Waiting = Waiting.Remove(answer.Node),
        Problems = Problems.AddRange(answer.Problems),
        RestartNeeded = RestartNeeded.Union(answer.RestartNeeded),
    };

    /// <summary>All can serve it, and one of them is to do so on trial: another than the coordinator's own where there is one.</summary>
    public RolloutState TryOut(IEnumerable<string> nodes, string self)
    {
        var canary = nodes.Where(node => node != self).Order(StringComparer.Ordinal).FirstOrDefault(self);
        return this with { Phase = RolloutPhase.Watching, Canary = canary, Waiting = [canary] };
    }

    public RolloutState On(Watched answer) => answer.Epoch != Pending.Epoch || Phase != RolloutPhase.Watching ? this : this with
    {
        Waiting = [],
        Report = answer.Report,
        Problems = Problems.IsEmpty && answer.Report.Breach is { Length: > 0 } breach ? Problems.Add(new RolloutProblem(Canary, "", 0, "", breach)) : Problems,
    };

    /// <summary>Somebody has seen enough. To undo is the last word, whatever the report says that is still on its way.</summary>
    public RolloutState On(EndTrial word) => word.IsKept || Problems.Count > 0
        ? this
        : this with { Problems = Problems.Add(new RolloutProblem("", "", 0, "", GuardWatch.UndoneByHand)) };

    public RolloutState On(Committed answer) =>
        answer.Epoch != Pending.Epoch || Phase != RolloutPhase.Committing ? this : this with { Waiting = Waiting.Remove(answer.Node) };

    /// <summary>A node has left: it is not waited for.</summary>
    public RolloutState Lost(string node) => Phase == RolloutPhase.Watching && Waiting.Contains(node)
        ? this with { Waiting = [], Problems = Problems.Add(new RolloutProblem(node, "", 0, "", "left or was given up while it had the trial")) }
        : this with { Waiting = Waiting.Remove(node) };

    /// <summary>Who has not answered will not.</summary>
    public RolloutState On(DeadlinePassed _) => this with
    {
        Waiting = [],
        Problems = Problems.AddRange(Waiting.Order(StringComparer.Ordinal).Select(node => new RolloutProblem(node, "", 0, "", "did not answer in time"))),
    };

    /// <summary>All can serve it: from here on it is decided.</summary>
    public RolloutState Decide(IEnumerable<string> nodes) => this with
    {
        Phase = RolloutPhase.Committing,
        History = ValueList.Of(History.Prepend(Pending).Take(HistoryLength)),
        Waiting = [.. nodes],
    };

    public RolloutState Finish(RolloutOutcome outcome) => this with
    {
        Phase = RolloutPhase.Idle,
        Pending = Nothing,
        Waiting = [],
        Guard = null,
        Canary = "",
        Report = null,
        Ended = Pending.ProposalId.Length > 0 ? [(Pending.ProposalId, outcome), .. Ended.Take(HistoryLength - 1)] : Ended,
    };

    /// <summary>What has become of a proposal that comes again, under this coordinator or one before it; null: nothing is known of it.</summary>
    public RolloutOutcome? OutcomeOf(Proposal proposal)
    {
        if (!proposal.IsPatient)
            return null;
        if (Ended.Find(ended => ended.Id == proposal.Id) is { Outcome: { } outcome })
            return outcome;
        return History.Any(version => version.ProposalId == proposal.Id)
            ? new RolloutOutcome(RolloutKind.Applied, Epoch, ValueList.Empty<string>(), ValueList.Empty<RolloutProblem>())
            : null;
    }

    /// <summary>Of what is over now, in the words of the one who asked.</summary>
    public RolloutOutcome Outcome(RolloutKind kind) => new(kind, Epoch, ValueList.Of(RestartNeeded), ValueList.Of(Problems), Report);

    /// <summary>For who cannot wait for the end of the trial.</summary>
    public RolloutOutcome OnTrial(TimeSpan left) => new(
        RolloutKind.OnTrial,
        Epoch,
        ValueList.Empty<string>(),
        ValueList.Of(Enumerable.Repeat(new RolloutProblem("", "", 0, "", GuardWatch.Objection(Pending.Epoch, left)), 1)));

    /// <summary>While not all can be asked.</summary>
    public RolloutOutcome NotNow(IEnumerable<string> silent) => new(
        RolloutKind.NotNow,
        Epoch,
        ValueList.Empty<string>(),
        ValueList.Of(silent.Select(node => new RolloutProblem(node, "", 0, "", "cannot be reached; try again when it is back, or given up"))));

    /// <summary>For who wants to end a trial that is not, or not any more.</summary>
    public RolloutOutcome NotOnTrial() => new(RolloutKind.NotOnTrial, Epoch, ValueList.Empty<string>(), ValueList.Empty<RolloutProblem>());

    /// <summary>Of what the next coordinator brings to an end.</summary>
    public RolloutOutcome Abandoned(string self) => new(
        RolloutKind.Unknown,
        Epoch,
        ValueList.Empty<string>(),
        ValueList.Of(Enumerable.Repeat(new RolloutProblem(self, "", 0, "", "the coordinator has left; the next one undoes what was not decided and completes what was, and its log says which"), 1)));

    private static long EpochOf(ValueList<ConfigurationVersion> history) => history.Count > 0 ? history[0].Epoch : 0;
}
