using System.CommandLine;
using System.Text.Json;

namespace ActorProxy.Host.Cli;

/// <summary>One call of the admin API of a running proxy, for the verbs that make one.</summary>
internal static class AdminCall
{
    private const string Usual = "http://127.0.0.1:9900";

    /// <summary>Where it is: an option of a verb and of all below it.</summary>
    public static Option<string> Address { get; } = new("--admin")
    {
        Description = $"The admin API ({Usual}).",
        HelpName = "URL",
        Recursive = true,
        DefaultValueFactory = _ => Usual,
    };

    /// <summary>A request for a path such as <c>api/status</c>.</summary>
    public static HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content = null) =>
        new(method, new Uri(path, UriKind.Relative)) { Content = content };

    /// <summary>Sends it and lets the verb say what came of it. The exit code: that of the verb, or 1 when nobody answered as the API does.</summary>
    public static async Task<int> SendAsync(
        ParseResult parsed, HttpRequestMessage request, Func<AdminAnswer, InvocationConfiguration, int> say, CancellationToken cancel)
    {
        var address = parsed.GetRequiredValue(Address).TrimEnd('/');
        var console = parsed.InvocationConfiguration;
        try
        {
            // A trial takes as long as it was asked for.
            using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };
            client.BaseAddress = new Uri($"{address}/");
            using var response = await client.SendAsync(request, cancel);
            return say(new AdminAnswer(response.StatusCode, await response.Content.ReadAsStringAsync(cancel)), console);
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or UriFormatException or InvalidOperationException or NotSupportedException)
        {
            await console.Error.WriteLineAsync($"{address}: {failure.Message}");
            return 1;
        }
    }
}
