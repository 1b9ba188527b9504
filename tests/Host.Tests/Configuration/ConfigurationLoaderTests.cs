using System.Net;
using ActorProxy.Actors.Settings;
using ActorProxy.Host.Configuration;

namespace ActorProxy.Host.Tests.Configuration;

public sealed class ConfigurationLoaderTests : IDisposable
{
    private const string Minimal = """
        proxy.listeners.web.address = "127.0.0.1:8080"
        proxy.pools.api.backends = ["http://10.0.0.1:8080"]
        proxy.routes = [{ pool = api }]
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_MinimalFile_FillsInTheReference()
    {
        var settings = Texts.Load(Minimal).Settings;

        var pool = Assert.Single(settings.Pools);
        Assert.Equal(BalanceKind.RoundRobin, pool.Balance.Kind);
        Assert.Equal(TimeSpan.FromSeconds(5), pool.Timeouts.Connect);
        Assert.Null(pool.Health.Active);
        Assert.Equal(3, pool.Health.Passive!.Failures);
        Assert.Equal([RetryCause.ConnectFailure, RetryCause.Reset], pool.Retries.On);
        Assert.Equal(1, Assert.Single(pool.Backends).Weight);
        Assert.Null(settings.Limits.BodyBytes);
        Assert.Equal(IPEndPoint.Parse("127.0.0.1:9900"), settings.Admin.Address);
        Assert.Equal(new AccessLogSettings(true, "stdout"), settings.AccessLog);
        Assert.Equal(8192, settings.Limits.RequestLine);
    }

    [Fact]
    public void Load_SameTextTwice_GivesEqualSettings() => Assert.Equal(Texts.Load(Minimal).Settings, Texts.Load(Minimal).Settings);

    [Fact]
    public void Route_WithoutAName_IsCalledByItsPlace()
    {
        var settings = Texts.Load(Minimal + "\nproxy.routes += { path = \"/b\", pool = api }").Settings;

        Assert.Equal(["route-1", "route-2"], settings.Routes.Select(route => route.Name));
    }

    [Fact]
    public void Route_FullyWritten_IsReadAsWritten()
    {
        var route = Assert.Single(Texts.Load("""
            proxy.pools.api.backends = ["http://10.0.0.1:8080"]
            proxy.routes = [{
              name = api, hosts = ["A.example", "*.b.example"], path = "~* ^/v[0-9]", pool = api
              request-headers { set { X-Real-IP = "$client_ip" }, add { X-Hop = one }, remove = [Cookie] }
              rewrite { host = "$host" }, limits { max-body = 1MiB }
            }]
            """).Settings.Routes);

        Assert.Equal(["a.example", "*.b.example"], route.Hosts);
        Assert.Equal(new PathMatch(PathMatchKind.Regex, "^/v[0-9]", IgnoreCase: true), route.Path);
        Assert.Equal("$client_ip", Assert.Single(route.RequestHeaders.Set).Value.Source);
        Assert.Equal("X-Hop", Assert.Single(route.RequestHeaders.Add).Name);
        Assert.Equal(["Cookie"], route.RequestHeaders.Remove);
        Assert.Equal("$host", route.Host!.Source);
        Assert.Equal(1 << 20, route.MaxBody);
    }

    [Fact]
    public void Route_SettingHostAsAHeader_RewritesTheHost()
    {
        var text = Minimal.Replace("pool = api", """pool = api, request-headers { set { Host = "$host" } }""");

        var route = Assert.Single(Texts.Load(text).Settings.Routes);

        Assert.Equal("$host", route.Host!.Source);
        Assert.True(route.RequestHeaders.IsEmpty);
    }

    [Theory]
    [InlineData("inherit", null)]
    [InlineData("off", long.MaxValue)]
    [InlineData("2KiB", 2048L)]
    public void Route_MaxBody_IsOwnOrNoneOrInherited(string text, long? expected) =>
        Assert.Equal(expected, Texts.Load(Minimal + $"\nproxy.defaults.route.limits.max-body = {text}").Settings.Routes[0].MaxBody);

    [Fact]
    public void Defaults_OfTheFile_LieBelowEachPool()
    {
        var settings = Texts.Load("""
            proxy.defaults.pool { timeouts.read = 5m, health.active { path = "/up" } }
            proxy.defaults.active-health.interval = 9s
            proxy.pools {
              a { backends = ["http://10.0.0.1:8080"], timeouts.send = 7s }
              b { backends = ["http://10.0.0.1:8080"], health { active = off, passive = off } }
            }
            """).Settings;

        Assert.Equal(TimeSpan.FromMinutes(5), settings.Pools[0].Timeouts.Read);
        Assert.Equal(TimeSpan.FromSeconds(7), settings.Pools[0].Timeouts.Send);
        Assert.Equal(("/up", TimeSpan.FromSeconds(9)), (settings.Pools[0].Health.Active!.Path, settings.Pools[0].Health.Active!.Interval));
        Assert.Equal(new HealthSettings(null, null), settings.Pools[1].Health);
    }

    [Theory]
    [InlineData("active {}", true)]
    [InlineData("active = on", true)]
    [InlineData("active = off", false)]
    [InlineData("passive {}", false)]
    public void Health_ActivePart_IsOnWhenGiven(string text, bool expected)
    {
        var pool = Assert.Single(Texts.Load($"proxy.pools.a {{ backends = [], health {{ {text} }} }}").Settings.Pools);

        Assert.Equal(expected, pool.Health.Active is not null);
    }

    [Fact]
    public void Listener_WithCertificates_SpeaksBothProtocols()
    {
        var certificates = Repository.Path("config", "hocon", "examples", "certs", "example-only");
        var settings = Texts.Load($$"""
            proxy.listeners {
              plain { address = "127.0.0.1:1" }
              tls { address = "127.0.0.1:2", certificates = [{ cert = "{{certificates}}.pem", key = "{{certificates}}.key" }] }
            }
            """).Settings;

        Assert.Equal((true, false, false), Facts(settings.Listeners[0]));
        Assert.Equal((true, true, true), Facts(settings.Listeners[1]));

        static (bool, bool, bool) Facts(ListenerSettings listener) => (listener.Http1, listener.Http2, listener.IsTls);
    }

    [Fact]
    public void Path_InAnIncludedFile_StartsAtThatFile()
    {
        _folder.Write("sub/ca.pem", File.ReadAllText(Repository.Path("config", "hocon", "examples", "certs", "example-only.pem")));
        _folder.Write("sub/pool.conf", """proxy.pools.api { backends = ["https://a.example"], tls.ca = "ca.pem" }""");
        var file = _folder.Write("proxy.conf", """
            include required("sub/pool.conf")
            proxy.access-log.path = "access.log"
            """);

        var loaded = ConfigurationLoader.LoadFile(file);

        Assert.Empty(loaded.Errors);
        Assert.Equal(Path.Combine(_folder.Path, "sub", "ca.pem"), loaded.Configuration!.Settings.Pools[0].Tls.CaPath);
        Assert.Equal(Path.Combine(_folder.Path, "access.log"), loaded.Configuration.Settings.AccessLog.Path);
        Assert.Equal([file, Path.Combine(_folder.Path, "sub", "pool.conf")], loaded.Files);
    }

    [Fact]
    public void Path_InAText_StartsAtTheBaseDirectory()
    {
        var result = ConfigurationLoader.LoadText("proxy.access-log.path = \"access.log\"", "PUT /api/config", _folder.Path);

        Assert.Equal(Path.Combine(_folder.Path, "access.log"), result.Configuration!.Settings.AccessLog.Path);
    }

    [Fact]
    public void File_ThatIsMissing_IsAnErrorAndStillWatched()
    {
        var file = Path.Combine(_folder.Path, "none.conf");

        var result = ConfigurationLoader.LoadFile(file);

        Assert.Null(result.Configuration);
        Assert.StartsWith($"{file}:1: ", Assert.Single(result.Errors).ToString());
        Assert.Equal([file], result.Files);
    }

    [Fact]
    public void File_ThatIncludesABrokenOne_WatchesBoth()
    {
        var broken = _folder.Write("broken.conf", "a = {");
        var file = _folder.Write("proxy.conf", "include \"broken.conf\"");

        Assert.Equal([file, broken], ConfigurationLoader.LoadFile(file).Files);
    }

    [Fact]
    public void Fingerprint_OfALoad_IsThatOfTheFilesAsTheyWere()
    {
        var included = _folder.Write("sub/pool.conf", "proxy.pools.api.backends = [\"http://127.0.0.1:1\"]");
        var file = _folder.Write("proxy.conf", "include required(\"sub/pool.conf\")\ninclude \"absent.conf\"");
        var before = FileFingerprint.Of([file, included]);

        var loaded = ConfigurationLoader.LoadFile(file);
        File.AppendAllText(included, "# more");

        Assert.Equal(before, loaded.Fingerprint);
        Assert.NotEqual(FileFingerprint.Of(loaded.Files), loaded.Fingerprint);
    }

    [Theory]
    [InlineData(33 << 20)]
    [InlineData(100 << 20)]
    public void Fingerprint_OfAFileThatIsTooLong_IsThatOfTheFile(int length)
    {
        var file = _folder.Write("proxy.conf", "");
        using (var stream = File.OpenWrite(file))
            stream.SetLength(length);

        var loaded = ConfigurationLoader.LoadFile(file);

        Assert.Null(loaded.Configuration);
        Assert.Equal(FileFingerprint.Of(loaded.Files), loaded.Fingerprint);
    }

    [Fact]
    public void Configuration_KeepsItsTextAndTheAkkaPart()
    {
        var text = Minimal + "\nvars.level = DEBUG\nakka { loglevel = ${vars.level}, actor { debug { receive = on } } }";

        var loaded = ConfigurationLoader.LoadFile(_folder.Write("proxy.conf", text)).Configuration!;

        Assert.Equal(text, loaded.Text);
        Assert.Equal("""{"akka":{"loglevel":"DEBUG","actor":{"debug":{"receive":"on"}}}}""", loaded.AkkaJson);
    }

    [Fact]
    public void Duration_WithoutAUnit_IsAnError()
    {
        var result = ConfigurationLoader.LoadText("proxy.defaults.pool.timeouts.read = 60", "test.conf", _folder.Path);

        Assert.Equal(
            "test.conf:1: proxy.defaults.pool.timeouts.read: 60 has no unit: write 60s or 60ms",
            Assert.Single(result.Errors).ToString());
    }

    [Fact]
    public void NodeFile_LaidOverTheSharedOne_WinsAndHasItsOwnPositions()
    {
        var shared = _folder.Write("proxy.conf", "proxy.listeners.web.address = \"127.0.0.1:8080\"");
        var node = _folder.Write("node.conf", "proxy.listeners.web.address = \"127.0.0.1:8081\"");
        var loaded = ConfigurationLoader.LoadFile(shared, nodeFile: node);
        Assert.Equal(8081, loaded.Configuration!.Settings.Listeners[0].Address.Port);
        Assert.Equal([shared, node], loaded.Files);
        Assert.Equal(File.ReadAllText(shared), loaded.Configuration.Text);

        var broken = _folder.Write("node.conf", "\nproxy.listeners.web.adress = 1");
        Assert.StartsWith($"{broken}:2:", Assert.Single(ConfigurationLoader.LoadFile(shared, nodeFile: broken).Errors).ToString());
    }
}
