using System.Text;
using ActorProxy.Hocon.Tokens;

namespace ActorProxy.Hocon.Resolution;

/// <summary>Turns files into texts: bounded, UTF-8 only, every failure an error with a position.</summary>
internal sealed class SourceReader(HoconOptions options, ErrorList errors)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<string> _opened = [];
    private long _bytesLeft = options.MaxBytes;

    /// <summary>Every file that was there, even when it could not be read as text.</summary>
    public IReadOnlyList<string> Opened => _opened;

    /// <summary>Whether a text that is already in memory is within bounds and sound.</summary>
    public bool Accepts(SourceText source)
    {
        var start = new HoconSpan(source.Name, 1, 1);
        var half = WellFormed.FirstLoneHalf(source.Text);
        if (half >= 0)
            return Fail(PositionAt(source.Text.AsSpan(0, half), source.Name), "half of a surrogate pair stands here: remove it");
        _bytesLeft -= Encoding.UTF8.GetByteCount(source.Text);
        return _bytesLeft >= 0 || Fail(start, TooLarge());
    }

    /// <summary>Whether a file can be opened under this name.</summary>
    public bool Exists(string path)
    {
        try
        {
            using var stream = options.OpenFile(path);
            return stream is not null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>The text of a file; null after an error, or when it is missing and not required.</summary>
    public SourceText? Read(string name, string fullPath, HoconSpan from, bool isRequired)
    {
        try
        {
            using var stream = options.OpenFile(name);
            if (stream is null)
            {
                if (isRequired)
                    Fail(from, $"there is no file '{name}': create it, or correct the name");
                return null;
            }

            _opened.Add(fullPath);
            return Decode(ReadBounded(stream), name, fullPath, from);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Fail(from, $"'{name}' cannot be read: {e.Message}");
            return null;
        }
    }

    private SourceText? Decode(MemoryStream content, string name, string fullPath, HoconSpan from)
    {
        _bytesLeft -= content.Length;
        if (_bytesLeft < 0)
        {
            Fail(from, $"with '{name}' {TooLarge()}");
            return null;
        }

        var bytes = content.GetBuffer().AsSpan(0, (int)content.Length);
        options.FileRead?.Invoke(fullPath, bytes);
        try
        {
            return new SourceText(name, fullPath, Path.GetDirectoryName(name) ?? "", Utf8.GetString(bytes));
        }
        catch (DecoderFallbackException e)
        {
            // The index is that of the first wrong byte, and all before it is sound.
            var sound = Encoding.UTF8.GetString(bytes[..Math.Clamp(e.Index, 0, bytes.Length)]);
            Fail(PositionAt(sound, name), "this is not UTF-8: save the file with the encoding UTF-8");
            return null;
        }
    }

    /// <summary>Reads one byte more than is allowed, so that an endless file ends.</summary>
    private MemoryStream ReadBounded(Stream stream)
    {
        var content = new MemoryStream();
        var buffer = new byte[32 << 10];
        while (content.Length <= _bytesLeft && stream.Read(buffer) is > 0 and var count)
            content.Write(buffer, 0, count);
        return content;
    }

    private static HoconSpan PositionAt(ReadOnlySpan<char> before, string name)
    {
        var lineStart = before.LastIndexOf('\n') + 1;
        return new HoconSpan(name, before.Count('\n') + 1, before.Length - lineStart + 1);
    }

    private string TooLarge() => $"the configuration has more than {options.MaxBytes} bytes: make it smaller";

    private bool Fail(HoconSpan at, string message)
    {
        errors.Add(at, "", message);
        return false;
    }
}
