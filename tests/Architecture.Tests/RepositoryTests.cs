using System.Text.RegularExpressions;

namespace ActorProxy.Architecture.Tests;

/// <summary>Rules of the house that the compiler does not know.</summary>
public sealed partial class RepositoryTests
{
    private const int LongestFile = 400;

    [Fact]
    public void SourceFile_OfTheProduct_IsShortEnoughToRead()
    {
        var tooLong = Repository.Sources.Where(file => File.ReadLines(Path.Combine(Repository.Root, file)).Skip(LongestFile).Any());
        Assert.Empty(tooLong);
    }

    [Fact]
    public void SourceFile_OfTheProduct_IsFinishedAndUnfolded() =>
        Assert.DoesNotContain(Repository.Sources, file => Unfinished().IsMatch(Repository.Read(file)));

    [Fact]
    public void SourceFile_OfTheProduct_LiesWhereItsNamespaceSays()
    {
        var astray = Repository.Sources.Where(file =>
            Namespace().Match(Repository.Read(file)) is { Success: true } found &&
            found.Groups[1].Value != "ActorProxy." + string.Join('.', file.Split('/')[1..^1]));
        Assert.Empty(astray);
    }

    [Fact]
    public void Project_InTheRepository_IsInTheSolution()
    {
        var solution = Repository.Read("ActorProxy.sln").Replace('\\', '/');
        var tested = Repository.Projects.Where(project => !project.StartsWith("bench/", StringComparison.Ordinal));
        Assert.DoesNotContain(tested, project => !solution.Contains($"\"{project}\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Package_ThatAProjectUses_HasOneVersionForAll()
    {
        var central = Repository.ReadXml("Directory.Packages.props").Descendants("PackageVersion")
            .Select(package => (string)package.Attribute("Include")!).ToHashSet();
        string[] files = [.. Repository.Projects, "Directory.Build.props", "tests/Directory.Build.props"];
        Assert.All(files, file => Assert.Subset(central, Repository.Items(file, "PackageReference").ToHashSet()));
        Assert.DoesNotContain(
            files.SelectMany(file => Repository.ReadXml(file).Descendants("PackageReference")),
            package => package.Attribute("Version") is not null || package.Attribute("VersionOverride") is not null);
    }

    [GeneratedRegex(@"#region|\b(TODO|TBD|FIXME|XXX)\b")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
