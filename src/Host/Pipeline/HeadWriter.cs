using System.Buffers;
using System.Globalization;
using System.Text;

namespace ActorProxy.Host.Pipeline;

/// <summary>Writes a message head as bytes. Characters of a field value are bytes (Latin-1), as they came in.</summary>
internal ref struct HeadWriter(IBufferWriter<byte> output)
{
    private Span<byte> _free = output.GetSpan(1024);
    private int _used;

    public void Write(scoped ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_free[_used..]);
        _used += bytes.Length;
    }

    public void Write(string text)
    {
        Reserve(text.Length);
        _used += Encoding.Latin1.GetBytes(text, _free[_used..]);
    }

    public void Write(long number)
    {
        Reserve(20);
        number.TryFormat(_free[_used..], out var written, default, CultureInfo.InvariantCulture);
        _used += written;
    }

    public void Field(string name, string value)
    {
        Reserve(name.Length + value.Length + 4);
        var at = _used;
        at += Encoding.ASCII.GetBytes(name, _free[at..]);
        _free[at++] = (byte)':';
        _free[at++] = (byte)' ';
        at += Encoding.Latin1.GetBytes(value, _free[at..]);
        _free[at++] = (byte)'\r';
        _free[at++] = (byte)'\n';
        _used = at;
    }

    /// <summary>Hands what was written to the output; the writer is not used after it.</summary>
    public void Complete() => output.Advance(_used);

    private void Reserve(int length)
    {
        if (_free.Length - _used >= length)
            return;
        output.Advance(_used);
        _free = output.GetSpan(Math.Max(length, 1024));
        _used = 0;
    }
}
