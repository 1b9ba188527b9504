using ActorProxy.Actors.Settings;
using ActorProxy.Hocon.Reading;
using ActorProxy.Host.Configuration.Values;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary><c>proxy.forwarding</c>.</summary>
internal static class ForwardingSection
{
    public static ForwardingSettings Read(HoconReader reader) => new(
        XForwarded: reader.Bool("x-forwarded"),
        Forwarded: reader.Bool("forwarded"),
        Via: reader.Parse("via", PseudonymText.Parse) ?? "");
}
