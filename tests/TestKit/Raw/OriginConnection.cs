using System.Net.Sockets;

namespace ActorProxy.TestKit.Raw;

/// <summary>A connection that the proxy made, as the script of a <see cref="ScriptedOrigin"/> sees it.</summary>
public sealed class OriginConnection : RawConnection
{
    private readonly ScriptedOrigin _origin;

    internal OriginConnection(ScriptedOrigin origin, int index, Socket socket, Stream stream)
        : base(socket, stream) => (_origin, Index) = (origin, index);

    /// <summary>0 for the first connection to this origin.</summary>
    public int Index { get; }

    /// <summary>
    /// The next whole request, recorded in <see cref="ScriptedOrigin.Requests"/>; null when none came. Waits for it as long as the proxy keeps
    /// the connection.
    /// </summary>
    public async Task<RawMessage?> ReadRequestAsync()
    {
        var request = await ReadUnrecordedAsync();
        if (request is { IsComplete: true })
            _origin.Record(request);
        return request;
    }

    /// <summary>The next request's head alone, recorded too; the body is left to be read.</summary>
    public async Task<RawMessage> ReadHeadAsync()
    {
        var head = await ReadThroughAsync("\r\n\r\n");
        var request = new RawMessage(head, "", "", [], IsComplete: true);
        _origin.Record(request);
        return request;
    }

    /// <summary>Does nothing for so long, or until the origin is killed: then the script ends.</summary>
    /// <param name="time">Of the real clock; <see cref="Timeout.InfiniteTimeSpan"/>: to the end.</param>
    public Task PauseAsync(TimeSpan time) => Task.Delay(time, _origin.Killed);

    /// <summary>Answers every request that comes until the connection ends.</summary>
    public async Task ServeAsync(Func<RawMessage, string> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        while (await ReadRequestAsync() is { IsComplete: true } request)
            await SendAsync(answer(request));
    }

    /// <summary>Reads one request and sends these bytes, whatever they are.</summary>
    public async Task AnswerOnceAsync(string bytes)
    {
        await ReadRequestAsync();
        await SendAsync(bytes);
    }

    /// <summary>The next request, for origins that serve too many to keep them all.</summary>
    internal async Task<RawMessage?> ReadUnrecordedAsync() => await WaitForMoreAsync() ? await RawMessage.ReadAsync(this) : null;
}
