using System.Net;
using ActorProxy.Actors.Balancing;
using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Tests.Supervision;

/// <summary>Settings and objects of which a test changes what it is about.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly ActiveHealthSettings Active = new(
        ProbeKind.Http, "/", "", ValueList.Empty<StatusRange>(), "", Seconds(2), Seconds(1), Rise: 2, Fall: 3, Jitter: 0);

    public static readonly PassiveHealthSettings Passive = new(
        Failures: 3, Window: Seconds(10), Eject: Seconds(10), MaxEject: Seconds(60), MaxEjectedPercent: 100);

    public static readonly HealthSettings NoHealth = new(null, null);

    public static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    public static BackendSettings BackendSettings(int port) => new(new Uri($"http://10.0.0.1:{port}"));

    public static PoolSettings PoolSettings(params IEnumerable<int> ports) => new(
        "api",
        new BalanceSettings(BalanceKind.RoundRobin, Template.Literal("")),
        ValueList.Of(ports.Select(BackendSettings)),
        NoHealth,
        new TimeoutSettings(Seconds(60), Seconds(60), Seconds(60), Seconds(60)),
        new ConnectionSettings(32, Seconds(60), Seconds(600), Seconds(30)),
        new RetrySettings(2, ValueList.Of(RetryCause.ConnectFailure)),
        new UpstreamTlsSettings(true, "", ""),
        TimeSpan.Zero);

    public static ProxySettings ProxySettings(params IEnumerable<PoolSettings> pools) => new(
        TransportKind.Auto,
        ValueList.Empty<ListenerSettings>(),
        new AdminSettings(false, new IPEndPoint(IPAddress.Loopback, 0)),
        ValueList.Of(pools),
        ValueList.Of(pools.Select(pool => new RouteSettings(
            pool.Name, ValueList.Empty<string>(), new PathMatch(PathMatchKind.Prefix, $"/{pool.Name}"), pool.Name, null,
            HeaderEdits.None, HeaderEdits.None, null))),
        ValueList.Empty<IPNetwork>(),
        new ForwardingSettings(true, false, ""),
        new LimitSettings(8192, 32768, 100, null, null, Seconds(10), Seconds(60), Seconds(1), 0, Seconds(5), Seconds(60)),
        new ShutdownSettings(Seconds(30), TimeSpan.Zero),
        new AccessLogSettings(false, ""));

    public static Backend Backend(int port = 1) => new("api", BackendSettings(port), new FakeUpstream());

    public static Pool Pool(PoolSettings settings) => new(
        settings,
        [.. settings.Backends.Select(backend => new Backend(settings.Name, backend, new FakeUpstream()))],
        PickerFactory.Create(settings.Balance, []));

    public static FakeUpstream Fake(this Backend backend) => (FakeUpstream)backend.Upstream;

    public static Backend? Pick(this Pool pool) => pool.Picker.Pick(new NoFacts(), []);

    private sealed class NoFacts : IRequestFacts
    {
        public string Value(Variable variable) => "";
    }
}
