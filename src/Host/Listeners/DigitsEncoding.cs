using System.Text;

namespace ActorProxy.Host.Listeners;

/// <summary>
/// Decodes Content-Length so that Kestrel, which would take <c>+5</c> for 5, accepts digits alone (RFC 9110 section 8.6):
/// any other byte becomes a letter that is no part of a number.
/// </summary>
internal sealed class DigitsEncoding : Encoding
{
    private const char NoDigit = 'x';

    /// <inheritdoc />
    public override int GetByteCount(char[] chars, int index, int count) => count;

    /// <inheritdoc />
    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        Latin1.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    /// <inheritdoc />
    public override int GetCharCount(byte[] bytes, int index, int count) => count;

    /// <inheritdoc />
    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) =>
        GetChars(bytes.AsSpan(byteIndex, byteCount), chars.AsSpan(charIndex));

    /// <inheritdoc />
    public override int GetChars(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        // More digits than there is room for are more than fit a length.
        if (bytes.Length > chars.Length)
        {
            chars.Fill(NoDigit);
            return chars.Length;
        }

        for (var i = 0; i < bytes.Length; i++)
            chars[i] = char.IsAsciiDigit((char)bytes[i]) ? (char)bytes[i] : NoDigit;
        return bytes.Length;
    }

    /// <inheritdoc />
    public override int GetMaxByteCount(int charCount) => charCount;

    /// <inheritdoc />
    public override int GetMaxCharCount(int byteCount) => byteCount;
}
