using ActorProxy.Actors.Settings;
using ActorProxy.Hocon.Reading;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary><c>proxy.limits</c>.</summary>
internal static class LimitSection
{
    private const int KiB = 1024;
    private const int MiB = 1024 * KiB;

    // Kestrel looks at rates once a second and takes no grace that ends before it has looked twice.
    private static readonly TimeSpan ShortestGrace = TimeSpan.FromSeconds(2);

    public static LimitSettings Read(HoconReader reader) => new(
        RequestLine: (int)reader.Size("request-line", 256, MiB),
        HeaderBytes: (int)reader.Size("header-bytes", KiB, 16 * MiB),
        HeaderCount: reader.Int("header-count", 1, 10_000),
        BodyBytes: reader.SizeOrOff("max-body"),
        Connections: reader.CountOrOff("max-connections"),
        HeaderTimeout: reader.Period("header-timeout"),
        KeepAliveTimeout: reader.Period("keep-alive-timeout"),
        ParkIdleAfter: reader.PeriodOrOff("park-idle-after"),
        MinBodyRate: reader.Int("min-body-rate", 0, 1_000_000_000),
        MinBodyRateGrace: reader.Period("min-body-rate-grace", ShortestGrace),
        ReaderGrace: reader.Period("slow-reader-grace", ShortestGrace));
}
