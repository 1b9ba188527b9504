using ActorProxy.Hocon;
using ActorProxy.Hocon.Reading;
using ActorProxy.Host.Configuration.Sections;

namespace ActorProxy.Host.Configuration;

/// <summary>
/// Makes settings of what a person wrote, laid over reference.conf. Whatever is wrong becomes an error with a position, all of
/// them at once; nothing here throws for the content of a file.
/// </summary>
internal static class ConfigurationLoader
{
    private static readonly HoconOptions Options = HoconOptions.Default with
    {
        Reference = new HoconReference(ReferenceText.Name, ReferenceText.Value),
    };

    /// <summary>Loads a file and what it includes. That it cannot be read is one of the errors.</summary>
    /// <param name="path">As it is to stand in errors; relative to the working directory.</param>
    /// <param name="time">For the validity of certificates; null: the system's.</param>
    /// <param name="nodeFile">A file with what is this node's own, laid over the other; null: none.</param>
    public static LoadResult LoadFile(string path, TimeProvider? time = null, string? nodeFile = null)
    {
        var read = new ReadFiles();
        var document = HoconLoader.LoadFile(path, Options with { FileRead = read.Add, OverlayFile = nodeFile });
        return Read(document, read.MainText, read, [Path.GetFullPath(path), .. document.Files], new Surroundings(path, null, Now(time)));
    }

    /// <summary>Loads a text.</summary>
    /// <param name="text">The configuration.</param>
    /// <param name="name">Stands for its file in errors.</param>
    /// <param name="baseDirectory">Where its includes and files are looked up.</param>
    /// <param name="time">For the validity of certificates; null: the system's.</param>
    /// <param name="nodeFile">A file with what is this node's own, laid over the text; null: none.</param>
    public static LoadResult LoadText(string text, string name, string baseDirectory, TimeProvider? time = null, string? nodeFile = null)
    {
        var read = new ReadFiles();
        var options = Options with { BaseDirectory = baseDirectory, FileRead = read.Add, OverlayFile = nodeFile };
        var document = HoconLoader.LoadText(text, name, options);
        return Read(document, text, read, document.Files, new Surroundings(name, baseDirectory, Now(time)));
    }

    private static LoadResult Read(HoconDocument document, string text, ReadFiles read, IReadOnlyList<string> files, Surroundings around)
    {
        files = [.. files.Distinct()];
        var fingerprint = read.Fingerprint(files);
        if (!document.IsReadable)
            return new LoadResult(null, InOrder(document.Errors), [], files, fingerprint);

        var reader = new HoconReader(document);
        var settings = RootSection.Read(reader, around);
        reader.ReportUnknown(new KeyPlaces(reader).Of);

        var errors = InOrder([.. document.Errors, .. reader.Errors]);
        return errors.Count > 0
            ? new LoadResult(null, errors, [], files, fingerprint)
            : new LoadResult(
                new LoadedConfiguration(settings, RootSection.AkkaJson(document.Root), text, files, fingerprint),
                [],
                [.. around.Warnings.OrderBy(warning => warning.File, StringComparer.Ordinal).ThenBy(warning => warning.Line)],
                files,
                fingerprint);
    }

    // What is wrong in the defaults is met again by each pool or route that is laid over them: it is one error.
    private static IReadOnlyList<ConfigurationError> InOrder(IReadOnlyList<HoconError> errors) =>
    [
        .. errors
            .DistinctBy(error => (error.File, error.Line, error.Column, error.Message))
            .OrderBy(error => error.File, StringComparer.Ordinal).ThenBy(error => error.Line).ThenBy(error => error.Column)
            .Select(error => new ConfigurationError(error.File, error.Line, error.Path, error.Message)),
    ];

    private static DateTimeOffset Now(TimeProvider? time) => (time ?? TimeProvider.System).GetUtcNow();
}
