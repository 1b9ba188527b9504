using System.Net;
using System.Net.Sockets;

namespace ActorProxy.Host.Upstream;

/// <summary>
/// The addresses of one backend's name. They are asked for again after a while, by one question at a time; old ones are
/// used on while the resolver fails or is slow. A literal address is never asked for.
/// </summary>
internal sealed class AddressBook
{
    // How long a connect waits for a resolver when there are old addresses, and the pause after a failed question.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly string _host;
    private readonly AddressResolver _resolve;
    private readonly TimeProvider _time;
    private readonly Action _changed;
    private readonly bool _isLiteral;
    private readonly Lock _lock = new();
    private volatile IPAddress[] _known = [];
    private Task? _question;
    private bool _failed;
    private long _askedAt;
    private int _turn;

    /// <param name="host">Name or literal address, without brackets.</param>
    /// <param name="resolve">The resolver.</param>
    /// <param name="time">The clock.</param>
    /// <param name="changed">Called when an answer differs from the one before it.</param>
    public AddressBook(string host, AddressResolver resolve, TimeProvider time, Action changed)
    {
        _host = host;
        _resolve = resolve;
        _time = time;
        _changed = changed;
        _isLiteral = IPAddress.TryParse(host, out var literal);
        if (literal is not null)
            _known = [literal];
    }

    /// <summary>Whether the name has that address, as far as is known.</summary>
    public bool Has(IPAddress address) => Array.IndexOf(_known, address) >= 0;

    /// <summary>
    /// The addresses to try, beginning with another each time. Throws SocketException when the name has none, and
    /// TimeoutException when the resolver takes longer than <paramref name="timeout"/> and there are no old ones.
    /// </summary>
    public async Task<IPAddress[]> GetAsync(TimeSpan refresh, TimeSpan timeout, CancellationToken cancel)
    {
        if (Ask(refresh) is { } question)
            await WaitAsync(question, timeout, cancel).ConfigureAwait(false);

        var known = _known;
        var first = (int)((uint)Interlocked.Increment(ref _turn) % (uint)known.Length);
        return [.. known[first..], .. known[..first]];
    }

    /// <summary>Asks again, beside what goes on, when what is known is no longer fresh. Costs a look at the clock.</summary>
    public void Freshen(TimeSpan refresh)
    {
        if (_isLiteral || _question is { IsCompleted: false } || _time.GetElapsedTime(Volatile.Read(ref _askedAt)) < refresh)
            return;
        // Whoever needs a connection hears of a failure.
        _ = Ask(refresh)?.ContinueWith(static question => question.Exception, TaskScheduler.Default);
    }

    // The question to wait for, unless what is known is fresh.
    private Task? Ask(TimeSpan refresh)
    {
        lock (_lock)
        {
            var keep = _failed && Patience < refresh ? Patience : refresh;
            if (_isLiteral || (_known.Length > 0 && _time.GetElapsedTime(_askedAt) < keep))
                return null;
            if (_question is null or { IsCompleted: true })
                _question = QuestionAsync();
            return _question;
        }
    }

    private async Task QuestionAsync()
    {
        try
        {
            var answer = await _resolve(_host, CancellationToken.None).ConfigureAwait(false);
            if (answer.Length == 0)
                throw new SocketException((int)SocketError.HostNotFound);

            var before = _known;
            _known = answer;
            _failed = false;
            if (!answer.ToHashSet().SetEquals(before))
                _changed();
        }
        catch (SocketException)
        {
            _failed = true;
            throw;
        }
        finally
        {
            _askedAt = _time.GetTimestamp();
        }
    }

    private async Task WaitAsync(Task question, TimeSpan timeout, CancellationToken cancel)
    {
        var hasOld = _known.Length > 0;
        try
        {
            await question.WaitAsync(hasOld && Patience < timeout ? Patience : timeout, _time, cancel).ConfigureAwait(false);
        }
        catch (Exception exception) when (hasOld && exception is SocketException or TimeoutException)
        {
            // The old addresses are as good as any.
        }
    }
}
