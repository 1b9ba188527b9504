using System.Text;
using ActorProxy.Host.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorProxy.Host.Tests.Diagnostics;

public sealed class AccessLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("access-log").FullName;

    [Fact]
    public async Task Log_Stopped_HasWrittenEveryLineInOrder()
    {
        var file = Path.Combine(_folder, "access.log");
        await using (var log = Open(file))
        {
            for (var i = 0; i < 1000; i++)
                log.Write(Samples.Record(target: $"/{i}"));
        }

        Assert.Equal(
            Enumerable.Range(0, 1000).Select(i => $"/{i}"),
            File.ReadLines(file).Select(line => line.Split(' ')[6]));
    }

    [Fact]
    public async Task Log_FileRenamedAndReopened_GoesOnInANewFile()
    {
        var file = Path.Combine(_folder, "access.log");
        await using (var log = Open(file))
        {
            log.Write(Samples.Record(target: "/old"));
            File.Move(file, file + ".1");
            log.Reopen();
            log.Write(Samples.Record(target: "/new"));
        }

        Assert.Contains("/old", Assert.Single(File.ReadAllLines(file + ".1")), StringComparison.Ordinal);
        Assert.Contains("/new", Assert.Single(File.ReadAllLines(file)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_TargetThatStandsStill_DropsNewLinesAndCountsThem()
    {
        using var target = new StuckStream();
        var log = new AccessLog(() => target, TimeProvider.System, NullLogger.Instance, capacity: 10);
        log.Write(Samples.Record(target: "/first"));
        await target.Reached.WaitAsync(TimeSpan.FromSeconds(30));
        for (var i = 0; i < 100; i++)
            log.Write(Samples.Record(target: $"/{i}"));

        // The first one has left the queue and is being written.
        Assert.Equal(90, log.Dropped);
        target.GoOn();
        await log.DisposeAsync();
        Assert.Equal(11, Encoding.ASCII.GetString(target.Written.ToArray()).Count(character => character == '\n'));
    }

    [Fact]
    public async Task Log_TargetThatFails_DropsLinesAndTriesAgain()
    {
        var broken = true;
        using var good = new MemoryStream();
        var log = new AccessLog(() => broken ? new FailingStream() : good, TimeProvider.System, NullLogger.Instance);
        log.Write(Samples.Record(target: new string('x', 100_000)));
        await Until(() => log.Dropped == 1).WaitAsync(TimeSpan.FromSeconds(30));
        broken = false;
        log.Write(Samples.Record(target: "/after"));
        await log.DisposeAsync();
        Assert.Contains("/after", Encoding.ASCII.GetString(good.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void Log_PathThatCannotBeWritten_IsToldAtTheStart() =>
        Assert.ThrowsAny<IOException>(() => Open(Path.Combine(_folder, "missing", "access.log")));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static AccessLog Open(string file) => new(() => AccessLogTarget.Open(file), TimeProvider.System, NullLogger.Instance);

    private static async Task Until(Func<bool> condition)
    {
        while (!condition())
            await Task.Yield();
    }

    private sealed class FailingStream : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("no space left on device");

        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("no space left on device");
    }

    private sealed class StuckStream : Stream
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _goOn = new();

        public Task Reached => _reached.Task;

        public MemoryStream Written { get; } = new();

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public void GoOn() => _goOn.Set();

        public override void Write(byte[] buffer, int offset, int count)
        {
            _reached.TrySetResult();
            _goOn.Wait();
            Written.Write(buffer, offset, count);
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
