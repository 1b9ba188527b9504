using ActorProxy.Host.Configuration;
using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Host.Tests.Configuration;

public sealed class ConfigurationWatcherTests : IDisposable
{
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);
    private readonly TempFolder _folder = new();
    private readonly string _file;

    public ConfigurationWatcherTests() => _file = _folder.Write("proxy.conf", "a = 1");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Notified_FileWrittenInPlace_TellsAChange()
    {
        using var watcher = Notified(_file);

        File.WriteAllText(_file, "a = 2");

        await Told(watcher);
    }

    [Fact]
    public async Task Notified_FileRenamedOver_TellsAChange()
    {
        using var watcher = Notified(_file);

        File.Move(_folder.Write("proxy.conf.new", "a = 2"), _file, overwrite: true);

        await Told(watcher);
    }

    [Fact]
    public async Task Notified_LinkSwappedAsKubernetesDoes_TellsAChange()
    {
        _folder.Write("v1/map.conf", "a = 1");
        _folder.Write("v2/map.conf", "a = 2");
        var data = Path.Combine(_folder.Path, "..data");
        Directory.CreateSymbolicLink(data, "v1");
        var link = Path.Combine(_folder.Path, "map.conf");
        File.CreateSymbolicLink(link, "..data/map.conf");
        using var watcher = Notified(link);

        File.Delete(data);
        Directory.CreateSymbolicLink(data, "v2");

        await Told(watcher);
    }

    [Fact]
    public async Task Notified_IncludedFileInAnotherFolder_TellsAChange()
    {
        var included = _folder.Write("hosts/one.conf", "b = 1");
        using var watcher = Notified(_file, included);

        File.WriteAllText(included, "b = 2");

        await Told(watcher);
    }

    [Fact]
    public async Task Polled_FileChanged_TellsAfterTwoLooksThatAgree()
    {
        var time = new FakeTimeProvider();
        using var watcher = Polled(time);

        File.WriteAllText(_file, "a = 2");
        time.Advance(Poll);
        time.Advance(Settle);
        Assert.False(IsTold(watcher));
        time.Advance(Settle);

        await Told(watcher);
    }

    [Fact]
    public void Polled_FileStillBeingWritten_WaitsUntilItRests()
    {
        var time = new FakeTimeProvider();
        using var watcher = Polled(time);
        time.Advance(Poll);

        for (var length = 2; length < 10; length++)
        {
            File.WriteAllText(_file, new string('#', length));
            time.Advance(Settle);
            Assert.False(IsTold(watcher));
        }

        time.Advance(Settle);
        Assert.True(IsTold(watcher));
    }

    [Fact]
    public void Polled_FileTouchedOnly_TellsNothing()
    {
        var time = new FakeTimeProvider();
        using var watcher = Polled(time);

        File.WriteAllText(_file, "a = 1");
        PollAndSettle(time);

        Assert.False(IsTold(watcher));
    }

    [Fact]
    public void Polled_FileGoneAndBackUnchanged_TellsNothing()
    {
        var time = new FakeTimeProvider();
        using var watcher = Polled(time);

        File.Delete(_file);
        time.Advance(Poll);
        time.Advance(Settle);
        File.WriteAllText(_file, "a = 1");
        time.Advance(Settle);
        time.Advance(Settle);

        Assert.False(IsTold(watcher));
    }

    [Fact]
    public void Polled_WatchedAgainAfterAChange_StillTellsIt()
    {
        var time = new FakeTimeProvider();
        using var watcher = Polled(time);

        var loaded = FileFingerprint.Of([_file]);
        File.WriteAllText(_file, "a = 2");
        watcher.Watch([_file], loaded);
        PollAndSettle(time);

        Assert.True(IsTold(watcher));
    }

    [Fact]
    public void Polled_ChangeLoadedForAnotherReason_IsNotToldAgain()
    {
        var time = new FakeTimeProvider();
        using var watcher = Polled(time);

        File.WriteAllText(_file, "a = 2");
        PollAndSettle(time); // Told from here on, and nobody has taken it yet.
        watcher.Watch([_file], FileFingerprint.Of([_file]));
        PollAndSettle(time);

        Assert.False(IsTold(watcher));
    }

    [Fact]
    public void Unprompted_FileChangedBetweenLoadAndWatch_TellsIt()
    {
        var time = new FakeTimeProvider();
        var loaded = FileFingerprint.Of([_file]);
        File.WriteAllText(_file, "a = 2");
        using var watcher = new ConfigurationWatcher(time, Settle, Timeout.InfiniteTimeSpan, (_, _) => null);

        watcher.Watch([_file], loaded);
        time.Advance(Settle);
        time.Advance(Settle);

        Assert.True(IsTold(watcher));
    }

    [Fact]
    public void Polled_Disposed_TellsNothingMore()
    {
        var time = new FakeTimeProvider();
        var watcher = Polled(time);
        watcher.Dispose();

        File.WriteAllText(_file, "a = 2");
        PollAndSettle(time);

        Assert.False(IsTold(watcher));
    }

    private static ConfigurationWatcher Notified(params string[] files)
    {
        var watcher = new ConfigurationWatcher(TimeProvider.System, Settle, Timeout.InfiniteTimeSpan);
        watcher.Watch(files, FileFingerprint.Of(files));
        return watcher;
    }

    private ConfigurationWatcher Polled(FakeTimeProvider time)
    {
        var watcher = new ConfigurationWatcher(time, Settle, Poll, (_, _) => null);
        watcher.Watch([_file], FileFingerprint.Of([_file]));
        time.Advance(Settle); // The look that it takes at once.
        return watcher;
    }

    // As long as it takes until two looks agree.
    private static void PollAndSettle(FakeTimeProvider time)
    {
        time.Advance(Poll);
        time.Advance(Settle);
        time.Advance(Settle);
    }

    private static Task Told(ConfigurationWatcher watcher) =>
        watcher.WaitForChangeAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));

    private static bool IsTold(ConfigurationWatcher watcher)
    {
        using var cancel = new CancellationTokenSource();
        var told = watcher.WaitForChangeAsync(cancel.Token).IsCompletedSuccessfully;
        cancel.Cancel();
        return told;
    }
}
