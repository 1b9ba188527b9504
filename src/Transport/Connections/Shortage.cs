using ActorProxy.Transport.Kernel;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Transport.Connections;

/// <summary>Says why a listener accepts nothing for the moment. It may come and go with every client, so it is said once a minute.</summary>
internal sealed class Shortage(ILogger log)
{
    /// <summary>Until it may be over.</summary>
    public const int PauseMilliseconds = 100;

    private const long SaidForMilliseconds = 60_000;

    private long _saidUntil = long.MinValue;

    /// <summary>It accepts nothing.</summary>
    /// <param name="errno">Why.</param>
    public void Say(int errno = Errno.ProcessFilesFull)
    {
        var now = Environment.TickCount64;
        if (now < _saidUntil)
            return;
        _saidUntil = now + SaidForMilliseconds;
        TransportLog.AcceptFailed(log, Errno.ToException(errno).Message, PauseMilliseconds);
    }
}
