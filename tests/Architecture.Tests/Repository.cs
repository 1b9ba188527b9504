using System.Xml.Linq;

namespace ActorProxy.Architecture.Tests;

/// <summary>The files of this repository, found from where the tests run.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Project files, as paths from the root with forward slashes.</summary>
    public static IEnumerable<string> Projects => Files("*.csproj");

    /// <summary>The C# files that make the product, as paths from the root with forward slashes.</summary>
    public static IEnumerable<string> Sources => Files("*.cs").Where(file => file.StartsWith("src/", StringComparison.Ordinal));

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static XDocument ReadXml(string file) => XDocument.Parse(Read(file));

    /// <summary>What a project file's items of one kind include.</summary>
    public static IEnumerable<string> Items(string file, string kind) =>
        ReadXml(file).Descendants(kind).Select(item => (string?)item.Attribute("Include")).OfType<string>();

    private static IEnumerable<string> Files(string pattern) =>
        from folder in (string[])["src", "tests", "bench"]
        let path = Path.Combine(Root, folder)
        where Directory.Exists(path)
        from file in Directory.EnumerateFiles(path, pattern, SearchOption.AllDirectories)
        let name = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where !name.Split('/').Any(part => part is "bin" or "obj")
        select name;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ActorProxy.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("the tests do not run inside the repository");
        return folder.FullName;
    }
}
