using ActorProxy.Host.Configuration;

namespace ActorProxy.Host.Tests.Configuration;

/// <summary>
/// What <c>check</c> says about each Goldens/*.conf stands beside it in *.expected. To accept new output, run the tests once with
/// ACTORPROXY_UPDATE_GOLDENS=1 and read the difference.
/// </summary>
public sealed class GoldenTests
{
    private static readonly string Folder =
        Repository.Path("tests", "Host.Tests", "Configuration", "Goldens") + Path.DirectorySeparatorChar;

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Folder, "*.conf").Select(file => Path.GetFileName(file)).Where(file => !file.Contains(".part.")).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public void Check_FileWithErrors_NamesThemAll(string file)
    {
        var result = ConfigurationLoader.LoadFile(Folder + file);
        var lines = result.Errors.Select(error => error.ToString())
            .Concat(result.Warnings.Select(warning => $"warning: {warning}"))
            .Select(line => line.Replace(Folder, "") + "\n");
        var actual = string.Concat(lines);

        var expected = Path.ChangeExtension(Folder + file, ".expected");
        if (Environment.GetEnvironmentVariable("ACTORPROXY_UPDATE_GOLDENS") == "1")
            File.WriteAllText(expected, actual);
        Assert.Equal(File.ReadAllText(expected), actual);
    }
}
