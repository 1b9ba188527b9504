using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Host.Tests.Upstream;

public sealed class UpstreamProbeTests : IDisposable
{
    private readonly UpstreamRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("200 OK", true)]
    [InlineData("301 Moved", true)]
    [InlineData("404 Not Found", false)]
    [InlineData("503 Unavailable", false)]
    public async Task Probe_WithoutRanges_PassesFrom200To399(string status, bool passed) =>
        Assert.Equal(passed, (await ProbeAsync(Settings(), $"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n")).Passed);

    [Theory]
    [InlineData("404 Not Found", true)]
    [InlineData("200 OK", false)]
    public async Task Probe_WithRanges_PassesWithinThem(string status, bool passed) =>
        Assert.Equal(passed, (await ProbeAsync(
            Settings() with { Statuses = ValueList.Of(new StatusRange(400, 410), new StatusRange(500, 500)) },
            $"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n")).Passed);

    [Theory]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n4\r\nall \r\n4\r\nwell\r\n0\r\n\r\n", true)]
    [InlineData("Content-Length: 8\r\n\r\nall well", true)]
    [InlineData("Content-Length: 8\r\n\r\nnot well", false)]
    [InlineData("Content-Length: 9\r\n\r\nall wel", false)]
    public async Task Probe_ForText_LooksIntoTheDecodedBody(string rest, bool passed) =>
        Assert.Equal(passed, (await ProbeAsync(Settings() with { BodyContains = "all well" }, "HTTP/1.1 200 OK\r\n" + rest)).Passed);

    [Fact]
    public async Task Probe_ForText_LooksNoFurtherThanItsBound()
    {
        var result = await ProbeAsync(
            Settings() with { BodyContains = "all well" },
            $"HTTP/1.1 200 OK\r\nContent-Length: 100008\r\n\r\n{new string('x', 100_000)}all well");

        Assert.False(result.Passed);
    }

    [Fact]
    public async Task Probe_AfterInterims_JudgesTheFinalStatus() =>
        Assert.False((await ProbeAsync(Settings(), "HTTP/1.1 103 Hints\r\n\r\nHTTP/1.1 500 Oops\r\n\r\n")).Passed);

    [Fact]
    public async Task Probe_OfSomethingElse_Fails() =>
        Assert.Equal(new ProbeResult(false, "the answer is not HTTP"), await ProbeAsync(Settings(), "SSH-2.0-x\r\n"));

    [Fact]
    public async Task Request_SaysWhoAsksAndCloses()
    {
        var probing = _rig.Upstream.ProbeAsync(Settings(), CancellationToken.None);
        using var peer = await _rig.Server.AcceptAsync();
        var request = await peer.AnswerAsync(UpstreamRig.Ok);
        await probing;

        Assert.Equal(
            $"GET /healthz?a=%2F HTTP/1.1\r\nHost: 127.0.0.1:{_rig.Server.Port}\r\nUser-Agent: actorproxy-probe\r\nConnection: close\r\n\r\n",
            request);
        Assert.True(await peer.IsClosedAsync());
        Assert.Equal(0, _rig.Upstream.Statistics.Opened);
    }

    [Fact]
    public async Task Host_OfTheSettings_IsSent()
    {
        var probing = _rig.Upstream.ProbeAsync(Settings() with { Host = "name.test" }, CancellationToken.None);
        using var peer = await _rig.Server.AcceptAsync();
        var request = await peer.AnswerAsync(UpstreamRig.Ok);
        await probing;

        Assert.Contains("\r\nHost: name.test\r\n", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probe_WithoutAnAnswerInTime_Fails()
    {
        var probing = _rig.Upstream.ProbeAsync(Settings(), CancellationToken.None);
        using var peer = await _rig.Server.AcceptAsync();
        await peer.ReadUntilAsync("\r\n\r\n");

        _rig.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(new ProbeResult(false, "no answer in time"), await probing);
    }

    [Fact]
    public async Task Probe_WhereNobodyListens_Fails()
    {
        _rig.Server.Dispose();

        Assert.StartsWith("no connection: ", (await _rig.Upstream.ProbeAsync(Settings(), CancellationToken.None)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TcpProbe_PassesWhenTheConnectionIsAccepted() =>
        Assert.Equal(
            new ProbeResult(true, "connected"),
            await _rig.Upstream.ProbeAsync(Settings() with { Kind = ProbeKind.Tcp }, CancellationToken.None));

    private static ActiveHealthSettings Settings() => new(
        ProbeKind.Http, "/healthz?a=%2F", "", ValueList.Empty<StatusRange>(), "", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), 1, 1, 0);

    private async Task<ProbeResult> ProbeAsync(ActiveHealthSettings settings, string response)
    {
        var probing = _rig.Upstream.ProbeAsync(settings, CancellationToken.None);
        using var peer = await _rig.Server.AcceptAsync();
        await peer.AnswerAsync(response);
        peer.HalfClose();
        return await probing;
    }
}
