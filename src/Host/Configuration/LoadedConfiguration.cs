using ActorProxy.Actors.Settings;

namespace ActorProxy.Host.Configuration;

/// <summary>A configuration without errors.</summary>
/// <param name="Settings">The <c>proxy</c> part with all defaults filled in.</param>
/// <param name="AkkaJson">The <c>akka</c> part, resolved: <c>{"akka":{…}}</c>, which Akka's own parser reads safely.</param>
/// <param name="Text">The main file as it was written.</param>
/// <param name="Files">
/// The main file and everything that it includes, as absolute paths; empty when it came as text without includes.
/// </param>
/// <param name="Fingerprint">What they held when they were read, as <see cref="FileFingerprint"/> says it.</param>
internal sealed record LoadedConfiguration(
    ProxySettings Settings,
    string AkkaJson,
    string Text,
    IReadOnlyList<string> Files,
    string Fingerprint);
