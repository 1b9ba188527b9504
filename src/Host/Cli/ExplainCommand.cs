using System.CommandLine;
using ActorProxy.Host.Configuration;

namespace ActorProxy.Host.Cli;

/// <summary><c>explain --config FILE METHOD URL [-H 'name: value']...</c>: what would become of a request, without sending it.</summary>
internal static class ExplainCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var config = CommandLine.ConfigOption();
        var method = new Argument<string>("METHOD") { Description = "GET, POST ..." };
        var url = new Argument<string>("URL") { Description = "http://host/path?query, or /path with the host in -H." };
        var headers = new Option<string[]>("--header", "-H") { Description = "A request header.", HelpName = "name: value" };
        var command = new Command("explain", "Shows which route and pool a request would get, and what would be changed on the way.")
        {
            config, method, url, headers,
        };
        command.SetAction(parsed => Explain(
            parsed.GetRequiredValue(config),
            SampleRequest.Parse(parsed.GetRequiredValue(method), parsed.GetRequiredValue(url), parsed.GetValue(headers) ?? []),
            parsed.InvocationConfiguration));
        return command;
    }

    private static int Explain(string file, SampleRequest? request, InvocationConfiguration console)
    {
        if (request is null)
        {
            console.Error.WriteLine("URL must be http://host/path or /path, a header must be 'name: value'");
            return 1;
        }

        var result = ConfigurationLoader.LoadFile(file);
        foreach (var error in result.Errors)
            console.Error.WriteLine(error);
        if (result.Configuration is not { } configuration)
            return 1;

        var explanation = Explanation.Of(configuration.Settings, request);
        console.Output.Write(explanation.Text);
        return explanation.HasRoute ? 0 : 1;
    }
}
