using Microsoft.Extensions.Logging;

namespace ActorProxy.Host.Diagnostics;

/// <summary>
/// The file or pipe behind the access log, used by its writer alone. A target that fails is closed and opened anew for the
/// next line; the first failure in a row is logged, so that a full disk does not fill the other log as well.
/// </summary>
internal sealed class AccessLogTarget(Func<Stream> open, ILogger log)
{
    private const int BufferSize = 64 * 1024;

    // Opened at once: a path that cannot be written is the operator's mistake and is told at the start.
    private Stream? _stream = Buffered(open);
    private bool _failing;

    /// <summary>Opens what <c>access-log.path</c> names. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</summary>
    public static Stream Open(string path) => path == "stdout"
        ? Console.OpenStandardOutput()
        : new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    /// <summary>Whether the line was taken.</summary>
    public bool Write(ReadOnlySpan<byte> line)
    {
        try
        {
            _stream ??= Buffered(open);
            _stream.Write(line);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Failed(failure);
            return false;
        }
    }

    /// <summary>Hands buffered lines to the system.</summary>
    public void Flush()
    {
        try
        {
            _stream?.Flush();
            _failing &= _stream is null;
        }
        catch (IOException failure)
        {
            Failed(failure);
        }
    }

    /// <summary>Closes the file and opens the one that has its name now.</summary>
    public void Reopen()
    {
        Close();
        if (Write([]))
            Log.AccessLogReopened(log);
    }

    /// <summary>Closes the file.</summary>
    public void Close()
    {
        Flush();
        _stream?.Dispose();
        _stream = null;
    }

    private static BufferedStream Buffered(Func<Stream> open) => new(open(), BufferSize);

    private void Failed(Exception failure)
    {
        if (!_failing)
            Log.AccessLogFailed(log, failure.Message);
        _failing = true;
        try
        {
            _stream?.Dispose();
        }
        catch (IOException)
        {
            // Disposing flushes once more what could not be written a moment ago.
        }

        _stream = null;
    }
}
