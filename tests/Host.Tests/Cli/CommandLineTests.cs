using ActorProxy.Host.Cli;

namespace ActorProxy.Host.Tests.Cli;

public sealed class CommandLineTests : IDisposable
{
    private const string Valid = """
        proxy {
          listeners.web.address = "127.0.0.1:0"
          pools.api {
            balance = least-connections
            backends = ["http://10.0.0.1:8080", { url = "http://10.0.0.2:8080", weight = 3, backup = on }]
          }
          routes = [
            { name = shop, hosts = ["example.com"], path = "/shop", pool = api
              request-headers { set { X-Real-IP = "$client_ip", X-Shop = "$host $arg_item" }, remove = [X-Debug] }
              response-headers { remove = [Server] } }
          ]
        }
        """;

    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public async Task Check_ValidFile_CountsWhatIsInIt()
    {
        var (code, output, _) = await RunAsync(Valid, "check", "--config", _file);
        Assert.Equal((0, $"{_file}: ok, 1 listeners, 1 pools, 1 routes\n"), (code, output));
    }

    [Fact]
    public async Task Check_FileWithErrors_PrintsThemAllAndFails()
    {
        var (code, output, _) = await RunAsync(Valid.Replace("pool = api", "pool = apu, tiemout = 1", StringComparison.Ordinal), "check", "--config", _file);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1, code);
        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.StartsWith($"{_file}:8: proxy.routes[0].", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_FileThatIsNotThere_SaysSo()
    {
        var (code, output, _) = await RunAsync("", "check", "--config", _file + ".missing");
        Assert.Equal(1, code);
        Assert.StartsWith(_file + ".missing:", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_FileWithErrors_StartsNothing()
    {
        var (code, output, errors) = await RunAsync("proxy {", "run", "--config", _file);
        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith($"{_file}:1: ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_RequestWithARoute_ShowsWhatWouldBecomeOfIt()
    {
        var (code, output, _) = await RunAsync(
            Valid, "explain", "--config", _file, "GET", "http://Example.com:8080/shop/./a%2Fb?item=7", "-H", "Accept: */*");
        Assert.Equal(0, code);
        Assert.Equal(
            """
            request          GET http://Example.com:8080/shop/./a%2Fb?item=7
            host             example.com
            path             /shop/a%2Fb
            route            shop (example.com, path /shop)
            pool             api (least-connections)
            backend          http://10.0.0.1:8080
            backend          http://10.0.0.2:8080 (weight 3, backup)
            request header   removed  X-Debug
            request header   set      X-Real-IP: $client_ip
            request header   set      X-Shop: example.com 7
            response header  removed  Server
            cache            off
            body             of any size
            timeouts         connect 5s, send 60s, read 60s
            attempts         up to 2, again after connect-failure, reset

            """,
            output);
    }

    [Theory]
    [InlineData("http://example.com/other", "(none: answered with 404)")]
    [InlineData("/shop", "(none: answered with 404)")]
    [InlineData("http://example.com/shop%zz", "(malformed: answered with 400)")]
    public async Task Explain_RequestWithoutARoute_Fails(string url, string expected)
    {
        var (code, output, _) = await RunAsync(Valid, "explain", "--config", _file, "GET", url);
        Assert.Equal(1, code);
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://example.com/", "Accept: */*")]
    [InlineData("example.com", "Accept: */*")]
    [InlineData("http://example.com/", "Accept")]
    public async Task Explain_WhatIsNoRequest_SaysSo(string url, string header)
    {
        var (code, _, errors) = await RunAsync(Valid, "explain", "--config", _file, "GET", url, "-H", header);
        Assert.Equal(1, code);
        Assert.StartsWith("URL must be", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verb_WithoutItsConfiguration_Fails()
    {
        var (code, _, errors) = await RunAsync("", "check");
        Assert.Equal(1, code);
        Assert.Contains("--config", errors, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_file);

    private async Task<(int Code, string Output, string Errors)> RunAsync(string configuration, params string[] arguments)
    {
        await File.WriteAllTextAsync(_file, configuration);
        await using var output = new StringWriter { NewLine = "\n" };
        await using var errors = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunAsync(arguments, output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
