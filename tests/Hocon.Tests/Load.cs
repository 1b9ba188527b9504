namespace ActorProxy.Hocon.Tests;

/// <summary>Loads texts for tests: no environment, and a file system in memory.</summary>
internal static class Load
{
    public static HoconOptions Options { get; } = new()
    {
        Environment = static _ => null,
        OpenFile = static _ => null,
    };

    public static HoconDocument Document(string text, HoconOptions? options = null) => HoconLoader.LoadText(text, "test.conf", options ?? Options);

    /// <summary>The document as JSON; it must be free of errors.</summary>
    public static string Json(string text, HoconOptions? options = null)
    {
        var document = Document(text, options);
        Assert.Empty(document.Errors);
        return document.Root.ToJson();
    }

    /// <summary>The only error of a text.</summary>
    public static string Error(string text, HoconOptions? options = null) => Assert.Single(Document(text, options).Errors).ToString();

    public static HoconReader Reader(string text, HoconOptions? options = null)
    {
        var document = Document(text, options);
        Assert.Empty(document.Errors);
        return new HoconReader(document);
    }

    /// <summary>Options with these variables set.</summary>
    public static HoconOptions WithVariables(params (string Name, string Value)[] variables) =>
        Options with { Environment = name => Array.Find(variables, variable => variable.Name == name).Value };

    /// <summary>Options with these files, named from the directory <c>dir</c>, in which <c>test.conf</c> lies.</summary>
    public static HoconOptions WithFiles(params (string Name, string Text)[] files) => Options with
    {
        BaseDirectory = "dir",
        OpenFile = path => Array.Find(files, file => Path.Combine("dir", file.Name) == path).Text is { } text
            ? new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text))
            : null,
    };
}
