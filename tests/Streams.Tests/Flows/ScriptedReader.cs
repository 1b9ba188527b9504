using System.Threading.Channels;
using ActorProxy.Streams.Flows;

namespace ActorProxy.Streams.Tests.Flows;

/// <summary>A body that comes as a test says.</summary>
internal sealed class ScriptedReader : PieceReader
{
    private readonly Channel<Piece> _pieces = Channel.CreateUnbounded<Piece>();
    private int _reads;

    public int Reads => Volatile.Read(ref _reads);

    public static ScriptedReader Of(byte[] body, Func<int> cut)
    {
        var reader = new ScriptedReader();
        for (var rest = body.AsMemory(); ;)
        {
            var length = Math.Min(cut(), rest.Length);
            reader.Give(new Piece(rest[..length], length == rest.Length));
            if (length == rest.Length)
                return reader;
            rest = rest[length..];
        }
    }

    public void Give(Piece piece) => Assert.True(_pieces.Writer.TryWrite(piece));

    public void Give(string text, bool isLast = false) => Give(new Piece(System.Text.Encoding.UTF8.GetBytes(text), isLast));

    public void Break() => Give(new Piece(default, true, IsBroken: true));

    public override ValueTask<Piece> ReadAsync()
    {
        Interlocked.Increment(ref _reads);
        return _pieces.Reader.ReadAsync();
    }
}
