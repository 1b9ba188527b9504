namespace ActorProxy.Host.Upstream;

/// <summary>
/// What a line of the last head on this connection was and meant. Most lines come again in the next head, byte for byte,
/// at the same place: they need not be parsed or decoded again, and cost one comparison.
/// </summary>
internal sealed class RememberedLine
{
    // Long values (cookies, policies) are as a rule new each time, and would be memory for nothing.
    private const int LongestLine = 512;

    private byte[] _bytes = [];

    private int _remembered;

    /// <summary>Bytes of the line with its CRLF.</summary>
    public int Length { get; private set; }

    /// <summary>The field.</summary>
    public FieldLine Field { get; private set; }

    /// <summary>What the field means.</summary>
    public FieldKind Kind { get; private set; }

    /// <summary>Whether the bytes begin with this line.</summary>
    public bool Begins(ReadOnlySpan<byte> bytes) => _remembered > 0 && bytes.StartsWith(_bytes.AsSpan(0, _remembered));

    /// <summary>Takes a new line with its CRLF; it is known again if it is short enough.</summary>
    public void Set(ReadOnlySpan<byte> line, FieldLine field)
    {
        Field = field;
        Kind = KnownFields.Kind(field.Name);
        Length = line.Length;
        _remembered = line.Length <= LongestLine ? line.Length : 0;
        if (_bytes.Length < _remembered)
            _bytes = new byte[_remembered + 16];
        line[.._remembered].CopyTo(_bytes);
    }
}
