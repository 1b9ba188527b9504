using ActorProxy.Host.Configuration;
using ActorProxy.Host.Diagnostics;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Host.Transports;

/// <summary>
/// What is made of files that others replace while the proxy runs, as certificates are when they are renewed. The files are looked at
/// when it is used, from time to time; as long as nothing can be made of them, as while they are written one after the other, what there was goes on.
/// </summary>
/// <param name="files">Absolute paths.</param>
/// <param name="load">Makes it. Throws what reading them throws.</param>
/// <param name="time">Says when to look.</param>
/// <param name="log">Is told of renewals, and of files of which nothing can be made.</param>
internal sealed class Renewable<T>(IReadOnlyList<string> files, Func<T> load, TimeProvider time, ILogger log)
    where T : class
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private volatile T? _latest;
    private string _seen = "";
    private long _lookedAt;

    /// <summary>What was used last, without a look. Null before the first use.</summary>
    public T? Latest => _latest;

    /// <summary>What is to be used now. While there has been none, it throws what making it throws.</summary>
    public T Current => _latest is { } latest && time.GetElapsedTime(Volatile.Read(ref _lookedAt)) < LookEvery ? latest : Look();

    private T Look()
    {
        // One looks, and the others go on with what there is.
        var isMine = _lock.TryEnter();
        if (!isMine && _latest is { } meanwhile)
            return meanwhile;
        if (!isMine)
            _lock.Enter();
        try
        {
            var now = FileFingerprint.Of(files);
            Volatile.Write(ref _lookedAt, time.GetTimestamp());
            if (_latest is not { } latest)
                _latest = load();
            else if (now != _seen)
                _latest = Renew(latest);
            _seen = now;
            return _latest;
        }
        finally
        {
            _lock.Exit();
        }
    }

    private T Renew(T old)
    {
        try
        {
            var renewed = load();
            Log.CertificateRenewed(log, files[0]);
            return renewed;
        }
        catch (Exception unfit) when (unfit is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException or ArgumentException)
        {
            Log.CertificateNotRenewed(log, files[0], unfit.Message);
            return old;
        }
    }
}
