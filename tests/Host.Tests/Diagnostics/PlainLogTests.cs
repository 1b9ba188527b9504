using ActorProxy.Host.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Host.Tests.Diagnostics;

public sealed class PlainLogTests : IDisposable
{
    private readonly StringWriter _written = new();
    private readonly PlainLog _log;

    public PlainLogTests() =>
        _log = new PlainLog(_written, new FakeTimeProvider(new DateTimeOffset(2026, 1, 31, 12, 0, 5, TimeSpan.Zero)));

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
}
