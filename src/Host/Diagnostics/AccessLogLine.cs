using System.Buffers.Text;
using System.Text;

namespace ActorProxy.Host.Diagnostics;

/// <summary>
/// One line of the access log in UTF-8, its buffer used again and again. Whatever a client chose is escaped as <c>\xHH</c>
/// where it is not printable ASCII, a quote or a backslash, so that no request can forge a line.
/// </summary>
internal sealed class AccessLogLine
{
    private const int UsualSize = 256;

    // A line with a very long target does not keep its memory.
    private const int KeptSize = 4096;

    private byte[] _buffer = new byte[UsualSize];
    private int _length;

    /// <summary>What was written since <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <summary>Makes the line empty.</summary>
    public void Clear()
    {
        _length = 0;
        if (_buffer.Length > KeptSize)
            _buffer = new byte[UsualSize];
    }

    /// <summary>Appends bytes as they are.</summary>
    public AccessLogLine Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _length += bytes.Length;
        return this;
    }

    /// <summary>Appends a number.</summary>
    public AccessLogLine Number(long value)
    {
        Utf8Formatter.TryFormat(value, Room(20), out var written);
        _length += written;
        return this;
    }

    /// <summary>Appends thousandths as a number with three decimals.</summary>
    public AccessLogLine Thousandths(long value)
    {
        Number(value / 1000).Raw("."u8);
        var rest = (int)(value % 1000);
        var room = Room(3);
        room[0] = (byte)('0' + (rest / 100));
        room[1] = (byte)('0' + (rest / 10 % 10));
        room[2] = (byte)('0' + (rest % 10));
        _length += 3;
        return this;
    }

    /// <summary>Appends text within quotes, where a space is as good as any character.</summary>
    public AccessLogLine Text(string text) => Escaped(text, firstPlain: ' ');

    /// <summary>Appends text that must stay one word; <c>-</c> when there is none.</summary>
    public AccessLogLine Word(string? text) => string.IsNullOrEmpty(text) ? Raw("-"u8) : Escaped(text, firstPlain: '!');

    private AccessLogLine Escaped(string text, char firstPlain)
    {
        var plain = PlainPrefix(text, firstPlain);
        _length += Encoding.ASCII.GetBytes(text.AsSpan(0, plain), Room(plain));
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.AsSpan(plain).EnumerateRunes())
        {
            if (rune.IsAscii && IsPlain((char)rune.Value, firstPlain))
                Raw([(byte)rune.Value]);
            else
                Hex(utf8[..rune.EncodeToUtf8(utf8)]);
        }

        return this;
    }

    private static int PlainPrefix(string text, char firstPlain)
    {
        var length = 0;
        while (length < text.Length && IsPlain(text[length], firstPlain))
            length++;
        return length;
    }

    private static bool IsPlain(char character, char firstPlain) =>
        character >= firstPlain && character < 0x7f && character is not '"' and not '\\';

    private void Hex(ReadOnlySpan<byte> bytes)
    {
        const string digits = "0123456789ABCDEF";
        foreach (var value in bytes)
            Raw([(byte)'\\', (byte)'x', (byte)digits[value >> 4], (byte)digits[value & 15]]);
    }

    private Span<byte> Room(int needed)
    {
        if (_buffer.Length - _length < needed)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + needed));
        return _buffer.AsSpan(_length);
    }
}
