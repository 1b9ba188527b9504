using System.CommandLine;
using ActorProxy.Host.Admin;

namespace ActorProxy.Host.Cli;

/// <summary><c>config trial [keep|undo]</c>: shows what one node tries out for all, and ends it.</summary>
internal static class ConfigTrialCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("trial", "Shows which configuration is on trial, and where.")
        {
            CreateEnd("keep", "Ends the trial: all nodes take it."),
            CreateEnd("undo", "Ends the trial: no node has it any more."),
        };
        command.SetAction((parsed, cancel) => AdminCall.SendAsync(parsed, AdminCall.Request(HttpMethod.Get, "api/status"), Say, cancel));
        return command;
    }

    private static Command CreateEnd(string word, string description)
    {
        var epoch = new Argument<long?>("EPOCH") { Description = "Only if this one is on trial.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command(word, description) { epoch };
        command.SetAction((parsed, cancel) => AdminCall.SendAsync(
            parsed,
            AdminCall.Request(HttpMethod.Post, $"api/config/trial/{word}", ConfigCommand.WhichEpoch(parsed.GetValue(epoch))),
            (answer, console) => ChangeAnswer.Say(answer, console),
            cancel));
        return command;
    }

    // A node that does not answer may be the one that has it.
    private static int Say(AdminAnswer answer, InvocationConfiguration console)
    {
        if (!answer.IsDone)
            return answer.SayProblem(console);
        var status = answer.Read(AdminJson.Readable.StatusReport);
        var tried = status.Nodes.Where(node => node.OnTrial is not null).ToArray();
        foreach (var node in tried)
            console.Output.WriteLine($"configuration {node.OnTrial} is on trial on {(node.Address.Length > 0 ? node.Address : "this node")}; config trial keep or config trial undo ends that");
        if (tried.Length == 0)
            console.Output.WriteLine($"nothing is on trial; configuration {status.Epoch} is served");
        var silent = status.Nodes.Where(node => node.Epoch is null).ToArray();
        foreach (var node in silent)
            console.Error.WriteLine($"does not answer: {node.Address}");
        return silent.Length > 0 ? 1 : 0;
    }
}
