using ActorProxy.Hocon.Resolution;

namespace ActorProxy.Hocon;

/// <summary>
/// Reads HOCON strictly by its specification (https://github.com/lightbend/config/blob/main/HOCON.md). Nothing that a person can write
/// makes it throw, hang or drop text silently: what is not right is an error with a position and advice, and as many errors as
/// possible are found at once.
/// </summary>
/// <remarks>
/// What differs from the specification: the top must be an object; unquoted text must not end in a semicolon; <c>+=</c> looks at no
/// environment variable; objects with numbers as keys are not taken for lists, and there is no <c>${NAME[]}</c>; of
/// <c>include "x"</c>, <c>x.conf</c> and <c>x.json</c> the first that is there is taken; only files can be included, by
/// <c>file("x")</c> too relative to the including file.
/// </remarks>
public static class HoconLoader
{
    /// <summary>Loads a file. That it is missing or cannot be read is an error of the document.</summary>
    public static HoconDocument LoadFile(string path, HoconOptions options) =>
        Load(options, path, files => files.ParseFile(path, new HoconSpan(path, 1, 1), isRequired: true));

    /// <summary>Loads a text; <paramref name="name"/> stands for its file in positions.</summary>
    public static HoconDocument LoadText(string text, string name, HoconOptions options) =>
        Load(options, name, files => files.ParseText(text, name));

    private static HoconDocument Load(HoconOptions options, string name, Func<SourceFiles, ParsedFile?> parse)
    {
        var errors = new ErrorList(options.MaxErrors);
        var files = new SourceFiles(options, errors);
        var budget = new Budget(options, errors);
        var builder = new TreeBuilder(files, options, errors, budget);
        if (options.Reference is { } reference && files.ParseText(reference.Text, reference.Name) is { } under)
            builder.Add(under);
        if (parse(files) is { } file)
            builder.Add(file);
        if (options.OverlayFile is { } over && files.ParseFile(over, new HoconSpan(over, 1, 1), isRequired: true) is { } top)
            builder.Add(top);

        var isReadable = errors.Count == 0;
        var root = new Resolver(options, errors, budget).Resolve(builder.Root) as HoconObject;
        return new HoconDocument(
            isReadable && root is not null ? root : HoconObject.Empty(new HoconSpan(name, 1, 1)),
            errors.Errors,
            isReadable && root is not null,
            [.. files.Paths],
            options.Reference?.Name);
    }
}
