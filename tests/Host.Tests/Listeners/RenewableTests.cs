using ActorProxy.Host.Tests.Configuration;
using ActorProxy.Host.Transports;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Host.Tests.Listeners;

public sealed class RenewableTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(11);

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly Told _log = new();
    private readonly string _file;
    private int _loads;

    public RenewableTests() => _file = _folder.Write("cert.pem", "one");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_ThatChange_AreTakenUpWithTheNextLook()
    {
        var renewable = Renewable();
        Assert.Equal("one", renewable.Current);
        _folder.Write("cert.pem", "two");

        Assert.Equal("one", renewable.Current);
        _time.Advance(Long);
        Assert.Equal("one", renewable.Latest);
        Assert.Equal("two", renewable.Current);
        Assert.Equal("two", renewable.Latest);
        Assert.StartsWith("Information: Took up ", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_ThatAreOnlyTouched_AreNotReadAgain()
    {
        var renewable = Renewable();
        for (var i = 0; i < 3; i++)
        {
            _ = renewable.Current;
            _time.Advance(Long);
            File.SetLastWriteTimeUtc(_file, _time.GetUtcNow().UtcDateTime);
        }

        Assert.Equal(1, _loads);
    }

    [Fact]
    public void Files_OfWhichNothingCanBeMade_LeaveWhatThereWasAndAreToldOnce()
    {
        var renewable = Renewable();
        _ = renewable.Current;
        _folder.Write("cert.pem", "");
        for (var i = 0; i < 3; i++)
        {
            _time.Advance(Long);
            Assert.Equal("one", renewable.Current);
        }

        Assert.StartsWith($"Error: {_file} or what belongs to it", Assert.Single(_log.Lines), StringComparison.Ordinal);
        _folder.Write("cert.pem", "three");
        _time.Advance(Long);
        Assert.Equal("three", renewable.Current);
    }

    [Fact]
    public void Files_ThatHaveNeverBeenReadable_AreTriedEachTime()
    {
        File.Delete(_file);
        var renewable = Renewable();
        Assert.Throws<FileNotFoundException>(() => renewable.Current);
        Assert.Throws<FileNotFoundException>(() => renewable.Current);
        _folder.Write("cert.pem", "one");
        Assert.Equal("one", renewable.Current);
    }

    private Renewable<string> Renewable() => new([_file], Load, _time, _log);

    private string Load()
    {
        _loads++;
        return File.ReadAllText(_file) is { Length: > 0 } text ? text : throw new IOException("empty");
    }

    private sealed class Told : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add($"{logLevel}: {formatter(state, exception)}");
    }
}
