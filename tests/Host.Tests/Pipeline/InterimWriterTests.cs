using System.IO.Pipelines;
using System.Text;
using ActorProxy.Actors.Routing;
using ActorProxy.Host.Pipeline;
using ActorProxy.Host.Upstream;
using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Host.Tests.Pipeline;

/// <summary>Interim responses for a client that takes them, one that does not, and one that has gone (RFC 9110 section 15.2).</summary>
public sealed class InterimWriterTests
{
    private const string Hints = "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n";

    private readonly Pipe _connection = new(new PipeOptions(pauseWriterThreshold: 10, resumeWriterThreshold: 5, useSynchronizationContext: false));
    private readonly FakeTimeProvider _time = new();
    private readonly InterimWriter _writer;

    public InterimWriterTests() => _writer = new InterimWriter(_connection.Writer);

    [Fact]
    public async Task Connection_IsFreeAtOnce_WhenNothingWasSent() => Assert.True(await _writer.EndAsync(_time));

    [Fact]
    public async Task Client_ThatTakesNothing_GetsNoMoreThanOne()
    {
        _writer.Write(Head(), HeaderPlan.None);
        _writer.Write(Head(), HeaderPlan.None);
        var end = _writer.EndAsync(_time).AsTask();
        Assert.False(end.IsCompleted);

        Assert.Equal(Hints, await ReadAsync());

        Assert.True(await end);
    }

    [Fact]
    public async Task Client_ThatTakesThem_GetsEach()
    {
        for (var i = 0; i < 3; i++)
        {
            _writer.Write(Head(), HeaderPlan.None);
            Assert.Equal(Hints, await ReadAsync());
            Assert.True(await _writer.EndAsync(_time));
        }
    }

    [Fact]
    public async Task Client_ThatTakesNothingForAMinute_IsGivenUp()
    {
        _writer.Write(Head(), HeaderPlan.None);
        var end = _writer.EndAsync(_time).AsTask();

        _time.Advance(TimeSpan.FromSeconds(60));

        Assert.False(await end);
    }

    [Fact]
    public async Task Client_ThatHasGone_IsNoFault()
    {
        await _connection.Reader.CompleteAsync(new IOException("reset"));

        _writer.Write(Head(), HeaderPlan.None);

        Assert.True(await _writer.EndAsync(_time));
    }

    private static ResponseHead Head()
    {
        var head = new ResponseHead { Status = 103, Reason = "Early Hints" };
        head.Fields.Add("Link", "</a.css>");
        return head;
    }

    private async Task<string> ReadAsync()
    {
        var read = await _connection.Reader.ReadAsync();
        var text = Encoding.Latin1.GetString(read.Buffer);
        _connection.Reader.AdvanceTo(read.Buffer.End);
        return text;
    }
}
