using ActorProxy.Transport.Rings;

namespace ActorProxy.Transport.Tests;

/// <summary>How many exchanges may be under way, in a time of the test's own.</summary>
public sealed class AdmissionTests
{
    // What a ring may serve in a millisecond when that many are allowed: fewer at a time are cheaper.
    private static readonly Func<int, double> Cheaper = bound => bound switch { 64 => 60, 256 => 45, _ => 35 };

    [Fact]
    public void Begin_UntilTheBound_IsOpenAgainWhenOneEnds()
    {
        var admission = new Admission([2]);
        var first = admission.Begin();
        Assert.True(admission.IsOpen);
        admission.Begin();
        Assert.False(admission.IsOpen);
        admission.End(first);
        Assert.True(admission.IsOpen);
    }

    [Fact]
    public void Exchange_ThatTakesLong_CountsNoMore()
    {
        var now = 5000L;
        var admission = new Admission([2]);
        admission.OnCrowdedTurn(now);
        uint[] slow = [admission.Begin(), admission.Begin()];
        admission.OnCrowdedTurn(now += Admission.Age);
        Assert.False(admission.IsOpen);
        admission.OnCrowdedTurn(now + Admission.Age);
        Assert.True(admission.IsOpen);

        // Nor when it ends.
        foreach (var begun in slow)
            admission.End(begun);
        admission.Begin();
        Assert.True(admission.IsOpen);
        admission.Begin();
        Assert.False(admission.IsOpen);
    }

    [Fact]
    public void Crowd_BeforeFastBackends_IsServedAFewAtATime()
    {
        var crowd = new Crowd(4000, latency: 1, Cheaper);
        crowd.Run(1000);
        Assert.Equal(64, crowd.Admission.Bound);
        Assert.InRange(crowd.Run(60_000), 57 * 60_000, 60 * 60_000);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Crowd_OfRatesThatScatter_IsTooAllTheSame(int seed)
    {
        // A third more or less from one moment to the next.
        var random = new Random(seed);
        var crowd = new Crowd(4000, latency: 1, bound => Cheaper(bound) * (0.67 + (0.66 * random.NextDouble())));
        crowd.Run(1000);
        Assert.InRange(crowd.Run(60_000), 55 * 60_000, 61 * 60_000);
    }

    [Theory]
    [InlineData(2000, 100, 20)]
    [InlineData(4000, 100, 34)]
    [InlineData(1000, 25, 35)]
    [InlineData(5000, 1000, 5)]
    public void Crowd_BeforeSlowBackends_IsHardlyEverHeldBack(int clients, int latency, double atBest)
    {
        var crowd = new Crowd(clients, latency, Cheaper);
        crowd.Run(5000);
        Assert.InRange(crowd.Run(60_000), (int)(0.93 * atBest * 60_000), int.MaxValue);
    }

    [Fact]
    public void Crowd_BeforeBackendsThatAreAlmostFast_HasTheBoundInTheMiddle()
    {
        // 64 at a time would be 16 in a millisecond, however cheap.
        var crowd = new Crowd(1000, latency: 3, Cheaper);
        crowd.Run(5000);
        Assert.InRange(crowd.Run(60_000), 43 * 60_000, 45 * 60_000);
    }

    [Fact]
    public void Backends_ThatBecomeSlow_AreSeenToNeedMore()
    {
        var crowd = new Crowd(4000, latency: 1, Cheaper);
        crowd.Run(5000);
        crowd.Latency = 100;
        crowd.Run(1000);
        Assert.NotEqual(64, crowd.Admission.Bound);
        Assert.InRange(crowd.Run(10_000), 30 * 10_000, int.MaxValue);
    }

    [Fact]
    public void Bound_ThatNobodyMisses_IsComparedWithTheWiderOneNowAndThen()
    {
        // For all that is known 40 is the most, until the next look around.
        var isBetterWide = false;
        var crowd = new Crowd(4000, latency: 1, bound => bound == 64 || !isBetterWide ? 40 : 160);
        crowd.Run(1000);
        isBetterWide = true;
        crowd.Run((int)(2 * Admission.Recheck * Admission.Window));
        Assert.NotEqual(64, crowd.Admission.Bound);
    }

    [Fact]
    public void Crowd_OfNowAndThen_ChangesNothing()
    {
        var admission = new Admission([64, 256, 1024]);
        for (var now = 5000; now < 15_000; now++)
        {
            admission.OnCrowdedTurn(now);
            admission.OnQuietTurn();
        }

        Assert.Equal(1024, admission.Bound);
    }

    [Fact]
    public void Crowd_LongAfterTheLast_FindsEverythingOpen()
    {
        var crowd = new Crowd(4000, latency: 1, Cheaper);
        crowd.Run(1000);
        crowd.Admission.OnCrowdedTurn(crowd.Now + Admission.Memory);
        Assert.Equal(1024, crowd.Admission.Bound);
    }

    /// <summary>Clients that ask again as soon as they are answered, and a ring that has so much to do for each.</summary>
    private sealed class Crowd(int clients, int latency, Func<int, double> capacity)
    {
        // How much the kernel puts down at a time.
        private const int Looked = 20;

        private readonly Queue<(double Due, uint Begun)> _underWay = new();
        private int _waiting = clients;
        private double _now = 5000;

        public Admission Admission { get; } = new([64, 256, 1024]);

        public long Now => (long)_now;

        public int Latency { get; set; } = latency;

        /// <returns>How many were answered.</returns>
        public int Run(int milliseconds)
        {
            var ended = 0;
            for (var until = _now + milliseconds; _now < until;)
                ended += Turn();
            return ended;
        }

        private int Turn()
        {
            var (ended, begun) = (0, 0);
            for (; ended < Looked && IsDue; ended++)
                Admission.End(_underWay.Dequeue().Begun);
            for (; begun < Looked && begun < _waiting && Admission.IsOpen; begun++)
                _underWay.Enqueue((_now + Latency, Admission.Begin()));
            _waiting += ended - begun;
            // To begin one is half of the work, to end it the other. With nothing to do it sleeps.
            _now += ended + begun > 0 ? (ended + begun) / (2 * capacity(Admission.Bound)) : 0.1;
            if (_waiting > 0)
                Admission.OnCrowdedTurn(Now);
            else
                Admission.OnQuietTurn();
            return ended;
        }

        private bool IsDue => _underWay.TryPeek(out var first) && first.Due <= _now;
    }
}
