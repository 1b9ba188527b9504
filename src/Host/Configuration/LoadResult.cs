namespace ActorProxy.Host.Configuration;

/// <summary>What became of a file: a configuration, or every error in it.</summary>
/// <param name="Configuration">Null when there is an error.</param>
/// <param name="Errors">In the order of files and lines.</param>
/// <param name="Warnings">
/// Things that work but can hardly be meant, such as an expired certificate. In the same order; none beside errors.
/// </param>
/// <param name="Files">
/// Every file that was looked at, as absolute paths, with errors or without: what to watch, for mending any of them can mend all.
/// </param>
/// <param name="Fingerprint">What they held when they were read, as <see cref="FileFingerprint"/> says it.</param>
internal sealed record LoadResult(
    LoadedConfiguration? Configuration,
    IReadOnlyList<ConfigurationError> Errors,
    IReadOnlyList<ConfigurationError> Warnings,
    IReadOnlyList<string> Files,
    string Fingerprint);
