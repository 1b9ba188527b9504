using ActorProxy.Host.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Host.Tests.Diagnostics;

public sealed class PlainLogTests : IDisposable
{
    private readonly StringWriter _written = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 31, 12, 0, 5, TimeSpan.Zero));
    private readonly PlainLog _log;

    public PlainLogTests() => _log = new PlainLog(_written, _time);

    public void Dispose()
    {
        _log.Dispose();
        _written.Dispose();
    }

    [Fact]
    public void Message_WithALineBreak_IsOneLine()
    {
        Log.ConfigurationError(_log.CreateLogger("ActorProxy"), "a.conf:1: x: bad\n2026 forged");
        Assert.Equal($"2026-01-31T12:00:05.000Z error a.conf:1: x: bad 2026 forged{Environment.NewLine}", _written.ToString());
    }

    [Fact]
    public void Library_WithNewsThatNobodyAskedFor_IsSilent()
    {
        Log.Stopped(_log.CreateLogger("Microsoft.AspNetCore.Server.Kestrel"));
        Assert.Equal("", _written.ToString());
    }

    /// <summary>Clients that cause an error of the server a thousand times a second must not fill the disk.</summary>
    [Fact]
    public void Library_ThatSaysTheSameAgainAndAgain_IsCounted()
    {
        var library = _log.CreateLogger("Microsoft.AspNetCore.Server.Kestrel");
        for (var i = 0; i < 1_000; i++)
            Log.ConfigurationError(library, $"bad {i}");
        Log.RestartNeeded(library, "another");
        Assert.Equal(6, Lines.Length);

        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("2026-01-31T12:00:15.000Z error 995 more in 10 s like: bad 999", Lines[^1]);
        Log.ConfigurationError(library, "new");
        Assert.EndsWith("error new", Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Library_ThatSaysTheSameNowAndThen_IsHeard()
    {
        var library = _log.CreateLogger("Microsoft.AspNetCore.Server.Kestrel");
        for (var i = 0; i < 20; i++)
        {
            Log.ConfigurationError(library, $"bad {i}");
            _time.Advance(TimeSpan.FromSeconds(4));
        }

        Assert.Equal(20, Lines.Length);
    }

    [Fact]
    public void Own_Errors_AreAllHeard()
    {
        for (var i = 0; i < 50; i++)
            Log.ConfigurationError(_log.CreateLogger("ActorProxy"), $"a.conf:{i}: bad");
        Assert.Equal(50, Lines.Length);
    }

    private string[] Lines => _written.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
}
