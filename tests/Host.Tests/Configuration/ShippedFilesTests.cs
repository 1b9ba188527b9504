using System.Text.RegularExpressions;
using ActorProxy.Host.Configuration;

namespace ActorProxy.Host.Tests.Configuration;

/// <summary>Whatever a reader of the repository may copy is a configuration that loads.</summary>
public sealed partial class ShippedFilesTests
{
    public static TheoryData<string> Configurations =>
        [.. Directory.GetFiles(Repository.Path("config", "hocon"), "*.conf", SearchOption.AllDirectories).Select(Relative).Order()];

    public static TheoryData<string> Pages =>
    [
        .. Directory.GetFiles(Repository.Root, "*.md")
            .Concat(Directory.GetFiles(Repository.Path("docs"), "*.md", SearchOption.AllDirectories))
            .Select(Relative)
            .Order(),
    ];

    [Theory]
    [MemberData(nameof(Configurations))]
    public void File_UnderConfigHocon_Loads(string file) => AssertLoads(ConfigurationLoader.LoadFile(Repository.Path(file)));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Snippet_InDocumentation_Loads(string page)
    {
        var text = File.ReadAllText(Repository.Path(page));
        foreach (Match fence in HoconFence().Matches(text))
        {
            var line = text.AsSpan(0, fence.Index).Count('\n') + 1;
            var folder = Path.GetDirectoryName(Repository.Path(page))!;
            AssertLoads(ConfigurationLoader.LoadText(fence.Groups[1].Value, $"{page} from line {line}", folder));
        }
    }

    private static void AssertLoads(LoadResult result)
    {
        Assert.Empty(result.Errors);
        Assert.NotNull(result.Configuration);
    }

    private static string Relative(string file) => Path.GetRelativePath(Repository.Root, file);

    [GeneratedRegex(@"^[ ]*```hocon[^\n]*\n(.*?)^[ ]*```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex HoconFence();
}
