using System.Net;
using ActorProxy.Host.Admin;
using ActorProxy.Host.Cli;
using ActorProxy.Host.Tests.Admin;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ActorProxy.Host.Tests.Cli;

/// <summary>What an operator changes and sees of a running proxy from a terminal.</summary>
public sealed class ConfigCommandTests : IAsyncLifetime
{
    // Longer than any test waits.
    private const string Trial = "10m";

    private readonly string _file = Path.GetTempFileName();
    private AdminFixture _admin = null!;

    public async Task InitializeAsync() => _admin = await AdminFixture.StartAsync();

    public async Task DisposeAsync()
    {
        File.Delete(_file);
        await _admin.DisposeAsync();
    }

    [Fact]
    public async Task Put_ValidFile_IsServedAndInTheHistoryWithItsMessage()
    {
        var text = AdminFixture.Text("other");
        Assert.Equal((0, "configuration 2 is served\n", ""), await PutAsync(text, "--message", "more & \"better\"\nroutes"));

        Assert.Equal("other", _admin.Node.Table.Current.Settings.Routes[0].Name);
        Assert.Equal((0, text + "\n", ""), await RunAsync("show"));
        var (code, output, _) = await RunAsync("history");
        Assert.Equal(0, code);
        Assert.Matches("""^ {5}2  [0-9-]{10}T[0-9:]{8}Z  api/config  more & "better" routes\n {5}1  [^\n]+Z  [^\n ]+\n$""", output);
    }

    [Fact]
    public async Task Put_FileWithErrors_NamesThemByTheFileAndFails()
    {
        var (code, output, errors) = await PutAsync(AdminFixture.Text().Replace("pool = api", "pool = apu, tiemout = 1", StringComparison.Ordinal));
        Assert.Equal((1, ""), (code, output));
        var lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.StartsWith($"{_file}:6: proxy.routes[0].", line, StringComparison.Ordinal));
        Assert.Equal(1, _admin.Node.Table.Current.Epoch);
    }

    [Fact]
    public async Task Put_ThatNeedsARestart_SaysForWhat() =>
        Assert.Equal(
            (0, "configuration 2 is served\n", "needs a restart: proxy.transport\n"),
            await PutAsync(AdminFixture.Text() + "\nproxy.transport = sockets"));

    [Fact]
    public async Task Put_IfAnotherEpochIsServed_IsRefused()
    {
        Assert.Equal((1, "", "epoch 1 is served by now\n"), await PutAsync(AdminFixture.Text("other"), "--if-epoch", "7"));
        Assert.Equal((0, "configuration 2 is served\n", ""), await PutAsync(AdminFixture.Text("other"), "--if-epoch", "1"));
    }

    [Fact]
    public async Task Put_FileThatIsNotThere_SaysSo()
    {
        var (code, output, errors) = await RunAsync("put", _file + ".missing");
        Assert.Equal((1, ""), (code, output));
        Assert.Contains(_file + ".missing", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_GuardThatIsNone_SaysWhatIsWrong()
    {
        var (code, _, errors) = await PutAsync(AdminFixture.Text("other"), "--guard", "soon");
        Assert.Equal(1, code);
        Assert.StartsWith("guard ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diff_OfTwoEpochs_IsWhatChanged()
    {
        await PutAsync(AdminFixture.Text("second"));
        await PutAsync(AdminFixture.Text("third"));

        var (code, last, _) = await RunAsync("diff");
        Assert.Equal(0, code);
        Assert.StartsWith("--- epoch 2\n+++ epoch 3\n", last, StringComparison.Ordinal);
        var (_, all, _) = await RunAsync("diff", "--from", "1", "--to", "3");
        Assert.StartsWith("--- epoch 1\n+++ epoch 3\n", all, StringComparison.Ordinal);
        Assert.Contains("\n+  routes = [{ name = third", all, StringComparison.Ordinal);
        Assert.Equal((0, "", ""), await RunAsync("diff", "--from", "2", "--to", "2"));
        Assert.Equal((1, "", "known epochs: 3, 2, 1\n"), await RunAsync("diff", "--from", "9"));
    }

    [Fact]
    public async Task Rollback_GoesToTheOneBeforeOrToTheOneThatIsNamed()
    {
        Assert.Equal((1, "", "nothing to go back to; known epochs: 1\n"), await RunAsync("rollback"));
        await PutAsync(AdminFixture.Text("second"));
        await PutAsync(AdminFixture.Text("third"));

        Assert.Equal((0, "configuration 4 is served\n", ""), await RunAsync("rollback", "--message", "too early"));
        Assert.Equal("second", _admin.Node.Table.Current.Settings.Routes[0].Name);
        Assert.Equal("too early", _admin.Node.Control.History[0].Message);
        Assert.Equal((0, "configuration 5 is served\n", ""), await RunAsync("rollback", "1"));
        Assert.Equal("site", _admin.Node.Table.Current.Settings.Routes[0].Name);
    }

    [Fact]
    public async Task Trial_KeptByHand_IsServedAndToldToBothWhoAsk()
    {
        Assert.Equal((0, "nothing is on trial; configuration 1 is served\n", ""), await RunAsync("trial"));
        var put = await TryOutAsync();
        Assert.Equal((0, "configuration 2 is on trial on this node; config trial keep or config trial undo ends that\n", ""), await RunAsync("trial"));
        Assert.Equal((1, "", "there is no such trial; epoch 1 is served\n"), await RunAsync("trial", "keep", "3"));

        var kept = await RunAsync("trial", "keep", "2");

        Assert.Equal((0, ""), (kept.Code, kept.Errors));
        Assert.Matches("^configuration 2 is served\nwatched for [0-9.]+ s: 0 requests, 0% of them 5xx, p99 0 ms .*\nkept by hand before the end", kept.Output);
        Assert.Equal(kept, await put);
        Assert.Equal("other", _admin.Node.Table.Current.Settings.Routes[0].Name);
    }

    [Fact]
    public async Task Trial_UndoneByHand_FailsForWhoeverAskedForIt()
    {
        var put = await TryOutAsync();
        Assert.Matches("^configuration 2 is on trial for another [0-9]+ s", (await PutAsync(AdminFixture.Text("more"))).Errors);

        var (code, output, errors) = await RunAsync("trial", "undo");

        Assert.Equal((0, ""), (code, errors));
        Assert.StartsWith("configuration 1 is served\nwatched for ", output, StringComparison.Ordinal);
        (code, output, errors) = await put;
        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith("undone, configuration 1 goes on: undone by hand\nwatched for ", errors, StringComparison.Ordinal);
        Assert.Equal((1, "", "there is no such trial; epoch 1 is served\n"), await RunAsync("trial", "undo"));
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("http://127.0.0.1:1")]
    public async Task Verb_WithoutAProxyThere_SaysWhereItLooked(string admin)
    {
        var (code, output, errors) = await InvokeAsync("config", "history", "--admin", admin);
        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith($"{admin.TrimEnd('/')}: ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verb_WhereSomethingElseAnswers_SaysWhatThatSaid()
    {
        await using var missing = await StartOtherAsync(StatusCodes.Status404NotFound);
        Assert.Equal((1, "", "404 Not Found\n"), await InvokeAsync("config", "history", "--admin", $"http://{missing.Address}"));
        await using var friendly = await StartOtherAsync(StatusCodes.Status200OK);
        var (code, _, errors) = await InvokeAsync("config", "trial", "--admin", $"http://{friendly.Address}/");
        Assert.Equal(1, code);
        Assert.StartsWith($"http://{friendly.Address}: ", errors, StringComparison.Ordinal);
    }

    private static Task<SmallServer> StartOtherAsync(int status) => SmallServer.StartAsync(
        "other", new IPEndPoint(IPAddress.Loopback, 0), maxBody: 1024, app => app.Map("/{**path}", http => http.AnswerTextAsync(status, "<p>a page</p>", "text/html")));

    private async Task<Task<(int Code, string Output, string Errors)>> TryOutAsync()
    {
        var put = PutAsync(AdminFixture.Text("other"), "--guard", Trial);
        while (_admin.Node.Control.Trial.Version is null && !put.IsCompleted)
            await Task.Yield();
        return put;
    }

    private async Task<(int Code, string Output, string Errors)> PutAsync(string text, params string[] more)
    {
        await File.WriteAllTextAsync(_file, text);
        return await RunAsync(["put", _file, .. more]);
    }

    private Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments) =>
        InvokeAsync(["config", "--admin", _admin.Client.BaseAddress!.ToString(), .. arguments]);

    private static async Task<(int Code, string Output, string Errors)> InvokeAsync(params string[] arguments)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        await using var errors = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunAsync(arguments, output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
