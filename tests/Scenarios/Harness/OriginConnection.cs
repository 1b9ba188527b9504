using System.Net.Sockets;

namespace ActorProxy.Scenarios.Harness;

/// <summary>A connection that the proxy made, as the script of a <see cref="RawOrigin"/> sees it.</summary>
internal sealed class OriginConnection(RawOrigin origin, int index, Socket socket, Stream stream) : RawConnection(socket, stream)
{
    /// <summary>0 for the first connection to this origin.</summary>
    public int Index { get; } = index;

    /// <summary>The next whole request, recorded in <see cref="RawOrigin.Requests"/>; null when none came.</summary>
    public async Task<RawMessage?> ReadRequestAsync()
    {
        var request = await RawMessage.ReadAsync(this);
        if (request is { IsComplete: true })
            origin.Record(request);
        return request;
    }

    /// <summary>The next request's head alone, recorded too; the body is left to be read.</summary>
    public async Task<RawMessage> ReadHeadAsync()
    {
        var head = await ReadThroughAsync("\r\n\r\n");
        var request = new RawMessage(head, "", "", [], IsComplete: true);
        origin.Record(request);
        return request;
    }

    /// <summary>Answers every request that comes until the connection ends.</summary>
    public async Task ServeAsync(Func<RawMessage, string> answer)
    {
        while (await ReadRequestAsync() is { IsComplete: true } request)
            await SendAsync(answer(request));
    }

    /// <summary>Reads one request and sends these bytes, whatever they are.</summary>
    public async Task AnswerOnceAsync(string bytes)
    {
        await ReadRequestAsync();
        await SendAsync(bytes);
    }
}
