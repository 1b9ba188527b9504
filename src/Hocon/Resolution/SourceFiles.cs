using ActorProxy.Hocon.Syntax;
using ActorProxy.Hocon.Tokens;

namespace ActorProxy.Hocon.Resolution;

/// <summary>Reads and parses the texts of a document, each file once however often it is included, and keeps the bounds on them.</summary>
internal sealed class SourceFiles(HoconOptions options, ErrorList errors)
{
    private static readonly string[] Extensions = ["", ".conf", ".json"];

    private readonly Dictionary<string, ParsedFile> _parsed = [];
    private readonly SourceReader _reader = new(options, errors);
    private int _includes;
    private int _substitutions;

    /// <summary>The full paths of all files that were opened.</summary>
    public IReadOnlyList<string> Paths => _reader.Opened;

    public ParsedFile? ParseText(string text, string name)
    {
        var source = new SourceText(name, null, options.BaseDirectory, text);
        return _reader.Accepts(source) ? Parse(source) : null;
    }

    /// <summary>Reads a file; null after an error and, without one, when there is no such file and it is not required.</summary>
    public ParsedFile? ParseFile(string path, HoconSpan from, bool isRequired)
    {
        var full = Path.GetFullPath(path);
        if (_parsed.TryGetValue(full, out var known))
            return known;
        if (_reader.Read(path, full, from, isRequired) is not { } source)
            return null;
        return _parsed[full] = Parse(source);
    }

    /// <summary>Reads what an include statement names, with <paramref name="including"/> the files around it, the innermost first.</summary>
    public ParsedFile? Include(IncludeNode include, Stack<ParsedFile> including)
    {
        var directory = including.Peek().Source.Directory;
        if (Refusal(include, including.Count, directory) is { } refusal)
        {
            errors.Add(include.Span, "", refusal);
            return null;
        }

        var path = Path.Combine(directory!, include.Name);
        var chosen = Extensions.Select(extension => path + extension).FirstOrDefault(_reader.Exists, path);
        if (ParseFile(chosen, include.Span, include.IsRequired) is not { } file)
            return null;
        if (!including.Any(outer => outer.Source.FullPath == file.Source.FullPath))
            return file;
        errors.Add(include.Span, "", Cycle(file, including));
        return null;
    }

    private string? Refusal(IncludeNode include, int depth, string? directory)
    {
        if (include.Name.Contains('\0'))
            return "a file name cannot hold the character NUL: remove it";
        if (directory is null)
            return "this text is no file, so there is no directory to include from: write the included keys here";
        if (depth > options.MaxIncludeDepth)
            return $"files include each other more than {options.MaxIncludeDepth} deep: use fewer levels";
        if (++_includes > options.MaxIncludes)
            return $"there are more than {options.MaxIncludes} includes: use fewer";
        return null;
    }

    private static string Cycle(ParsedFile file, Stack<ParsedFile> including)
    {
        var chain = including.TakeWhile(outer => outer != file).Select(outer => outer.Source.Name).Reverse();
        return $"{string.Join(" includes ", chain.Prepend(file.Source.Name).Append(file.Source.Name))}: remove one of the includes";
    }

    private ParsedFile Parse(SourceText source)
    {
        var root = Parser.Parse(source, options.MaxDepth, errors, out var substitutions);
        _substitutions += substitutions;
        if (_substitutions > options.MaxSubstitutions && _substitutions - substitutions <= options.MaxSubstitutions)
            errors.Add(root.Span, "", $"there are more than {options.MaxSubstitutions} substitutions: use fewer");
        return new ParsedFile(source, root);
    }
}
