namespace ActorProxy.Transport.Rings;

/// <summary>
/// How many exchanges a ring begins before it ends others. Of thousands that wait it is cheaper to serve a few at a time than all at
/// once: what one has touched is then still in the processor's caches when its response comes. Pure state; times are milliseconds of any clock.
/// </summary>
/// <remarks>
/// Only what began in the last moments counts, so that exchanges that take long, or never end, hold nobody up: that many may begin in
/// twice <see cref="Age"/> whatever becomes of them. Which of the bounds holds is found by trying: while more waits than is served, a tighter one
/// stays as long as not fewer exchanges end under it than did under the one before, and the tightest only if most end soon, for otherwise it
/// is not the crowd that makes them long. The widest is so wide that a ring never waits because of it.
/// </remarks>
/// <param name="bounds">Ascending; the last holds at first.</param>
internal sealed class Admission(IReadOnlyList<int> bounds)
{
    /// <summary>Milliseconds for which an exchange counts, and at most as many again.</summary>
    public const long Age = 4;

    /// <summary>Milliseconds over which ends are counted.</summary>
    public const long Window = 50;

    /// <summary>Milliseconds without a crowd after which nothing that was found out holds any more.</summary>
    public const long Memory = 1000;

    /// <summary>Windows for which a bound that was no good is not tried again, at first and at most: four times as many each time.</summary>
    public const int ShortestPause = 20;

    /// <inheritdoc cref="ShortestPause" />
    public const int LongestPause = 1280;

    /// <summary>Windows after which the wider bound is tried again, for backends may have become slow.</summary>
    public const int Recheck = 200;

    // With this part of what ended under a wider bound, a tighter one is as good: figures of so short a time are rough.
    private const double AsGood = 0.9;

    // How much of the rate of a level is of the last window.
    private const double Newest = 0.25;

    // Of the turns in a window, the part that must have left somebody waiting.
    private const double Crowded = 0.9;

    private readonly double[] _endedUnder = new double[bounds.Count];
    private int _level = bounds.Count - 1;
    private uint _generation = 1;
    private int _young;
    private int _older;
    private long _generationSince;
    private long _crowdedAt = -Memory;
    private long _windowSince;
    private int _turns;
    private int _crowdedTurns;
    private int _begun;
    private int _ended;
    private int _outlived;
    private bool _isSettling;
    private bool _isNew;
    private int _windows;
    private int _pause;
    private int _nextPause = ShortestPause;

    /// <summary>The bound that holds.</summary>
    public int Bound => bounds[_level];

    /// <summary>Whether another exchange may begin.</summary>
    public bool IsOpen => _young + _older < bounds[_level];

    /// <summary>One begins; what it gets is to be given to <see cref="End"/>.</summary>
    public uint Begin()
    {
        _young++;
        _begun++;
        return _generation;
    }

    /// <summary>One has ended.</summary>
    public void End(uint begun)
    {
        _ended++;
        if (begun == _generation)
            _young--;
        else if (begun == _generation - 1)
            _older--;
    }

    /// <summary>Everybody who came was looked at.</summary>
    public void OnQuietTurn() => _turns++;

    /// <summary>Some who came were not looked at: there were too many, or it was not open.</summary>
    public void OnCrowdedTurn(long now)
    {
        _turns++;
        _crowdedTurns++;
        GrowOlder(now);
        if (now - _crowdedAt >= Memory)
            Forget(now);
        _crowdedAt = now;
        if (now - _windowSince < Window)
            return;
        if (_crowdedTurns >= Crowded * _turns)
            Judge((double)_ended / (now - _windowSince));
        BeginWindow(now);
    }

    private void GrowOlder(long now)
    {
        var passed = (now - _generationSince) / Age;
        if (passed == 0)
            return;
        _outlived += passed == 1 ? _older : _older + _young;
        _older = passed == 1 ? _young : 0;
        _young = 0;
        // Two further, so that none of the last generation are taken for those before this one.
        _generation += passed == 1 ? 1u : 2u;
        _generationSince = now;
    }

    private void Forget(long now)
    {
        Array.Clear(_endedUnder);
        (_pause, _nextPause) = (0, ShortestPause);
        Move(Widest);
        BeginWindow(now);
    }

    private void Judge(double ended)
    {
        // The first window shows the change and not the state after it.
        if (_isSettling)
        {
            _isSettling = false;
            return;
        }

        _windows++;
        _endedUnder[_level] = _isNew ? ended : (Newest * ended) + ((1 - Newest) * _endedUnder[_level]);
        _isNew = false;
        if (_level < Widest && !IsGood)
            Widen();
        else if (_level < Widest && _windows >= Recheck)
            LookAround();
        else if (_pause > 0)
            _pause--;
        else if (_level > 0)
            Move(_level - 1);
    }

    private int Widest => bounds.Count - 1;

    private bool IsGood => _endedUnder[_level] >= AsGood * _endedUnder[_level + 1] && (_level > 0 || 2 * _outlived < _begun);

    private void Widen()
    {
        (_pause, _nextPause) = (_nextPause, Math.Min(LongestPause, _nextPause * 4));
        Move(_level + 1);
    }

    private void LookAround()
    {
        (_pause, _nextPause) = (0, _level == 0 ? ShortestPause : _nextPause);
        Move(_level + 1);
    }

    private void Move(int level) => (_level, _windows, _isSettling, _isNew) = (level, 0, true, true);

    private void BeginWindow(long now)
    {
        _windowSince = now;
        (_turns, _crowdedTurns, _begun, _ended, _outlived) = (0, 0, 0, 0, 0);
    }
}
