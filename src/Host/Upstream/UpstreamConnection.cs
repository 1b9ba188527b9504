using System.Buffers;
using ActorProxy.Actors.Requests;

namespace ActorProxy.Host.Upstream;

/// <summary>One HTTP/1.1 connection to a backend, used by one request at a time.</summary>
internal sealed class UpstreamConnection
{
    public bool HasServed => throw new NotImplementedException();

    public bool AnyResponseByte => throw new NotImplementedException();

    public IBufferWriter<byte> Output => throw new NotImplementedException();

    public ResponseHead Head => throw new NotImplementedException();

    public Failure BrokenBy => throw new NotImplementedException();

    public int Turn => throw new NotImplementedException();

    public ValueTask<Failure> SendAsync() => throw new NotImplementedException();

    public ValueTask<Failure> SendAsync(ReadOnlyMemory<byte> bytes) => throw new NotImplementedException();

    public ValueTask<Failure> ReceiveHeadAsync(bool headRequest) => throw new NotImplementedException();

    public ValueTask<BodyPiece> ReceiveBodyAsync() => throw new NotImplementedException();

    public ValueTask<int> ReceiveRawAsync(Memory<byte> buffer) => throw new NotImplementedException();

    public ValueTask<Failure> CloseSendAsync() => throw new NotImplementedException();

    public void Abort(Failure why) => throw new NotImplementedException();

    public void Abort(int turn, Failure why) => throw new NotImplementedException();

    public void Release(bool requestSent = true) => throw new NotImplementedException();
}
