using System.Reflection;
using NetArchTest.Rules;

namespace ActorProxy.Architecture.Tests;

/// <summary>Streams, Actors and Host form a line; Hocon and Transport stand beside it and are used by Host alone.</summary>
public sealed class DependencyTests
{
    private static readonly string[] Web = ["Microsoft.AspNetCore", "Microsoft.Extensions", "Microsoft.Net.Http"];

    [Theory]
    [InlineData("Streams")]
    [InlineData("Hocon")]
    [InlineData("Transport")]
    [InlineData("Actors", "Streams")]
    [InlineData("Host", "Actors", "Hocon", "Transport")]
    public void Project_AsDeclared_RefersOnlyToItsPlaceInTheLine(string project, params string[] expected)
    {
        var file = $"src/{project}/ActorProxy.{project}.csproj";
        var referred = Repository.Items(file, "ProjectReference").Select(path => path.Split('/', '\\')[^2]);
        Assert.Equal(expected.Order(), referred.Order());
        Assert.Equal(project is "Host" or "Transport" ? ["Microsoft.AspNetCore.App"] : [], Repository.Items(file, "FrameworkReference"));
    }

    [Theory]
    [InlineData("ActorProxy.Streams", "ActorProxy.Actors", "actorproxy", "ActorProxy.Hocon")]
    [InlineData("ActorProxy.Actors", "actorproxy", "ActorProxy.Hocon")]
    [InlineData("ActorProxy.Hocon", "ActorProxy.Streams", "ActorProxy.Actors", "actorproxy", "Akka")]
    public void Assembly_AsCompiled_KnowsNeitherTheWebNorWhatIsAboveIt(string assembly, params string[] forbidden)
    {
        var known = Assembly.Load(assembly).GetReferencedAssemblies().Select(name => name.Name!).ToArray();
        Assert.Empty(known.Intersect(forbidden));
        Assert.DoesNotContain(known, name => Array.Exists(Web, web => name.StartsWith(web, StringComparison.Ordinal)));
    }

    [Fact]
    public void Hocon_AsDeclaredAndCompiled_NeedsOnlyTheBaseLibrary()
    {
        Assert.Empty(Repository.Items("src/Hocon/ActorProxy.Hocon.csproj", "PackageReference"));
        Assert.All(Assembly.Load("ActorProxy.Hocon").GetReferencedAssemblies(), name => Assert.StartsWith("System.", name.Name));
    }

    [Fact]
    public void Transport_AsDeclaredAndCompiled_KnowsNothingOfTheProxy()
    {
        Assert.Empty(Repository.Items("src/Transport/ActorProxy.Transport.csproj", "PackageReference"));
        var known = Assembly.Load("ActorProxy.Transport").GetReferencedAssemblies().Select(name => name.Name!);
        Assert.All(known, name => Assert.Matches(@"^(System\.|Microsoft\.)", name));
    }

    [Fact]
    public void DecisionsOfTheRequestPath_AreMadeWithoutAkka() => AssertNone(Types.InAssembly(Assembly.Load("ActorProxy.Actors"))
        .That().ResideInNamespaceMatching(@"^ActorProxy\.Actors\.(Settings|Requests|Balancing|Routing)$")
        .ShouldNot().HaveDependencyOn("Akka"));

    [Fact]
    public void Settings_AreFacts_AndKnowNoMachinery() => AssertNone(Types.InAssembly(Assembly.Load("ActorProxy.Actors"))
        .That().ResideInNamespace("ActorProxy.Actors.Settings")
        .ShouldNot().HaveDependencyOnAny(
            "ActorProxy.Actors.Pools", "ActorProxy.Actors.Balancing", "ActorProxy.Actors.Routing", "ActorProxy.Actors.Supervision"));

    [Fact]
    public void Configuration_Alone_KnowsHocon() => AssertNone(Types.InAssembly(Assembly.Load("actorproxy"))
        .That().DoNotResideInNamespace("ActorProxy.Host.Configuration")
        .ShouldNot().HaveDependencyOn("ActorProxy.Hocon"));

    [Theory]
    [InlineData("ActorProxy.Streams")]
    [InlineData("ActorProxy.Actors")]
    [InlineData("ActorProxy.Hocon")]
    [InlineData("ActorProxy.Transport")]
    [InlineData("actorproxy")]
    public void Class_ThatIsNotMadeToBeDerivedFrom_IsSealed(string assembly) => AssertNone(Types.InAssembly(Assembly.Load(assembly))
        .That().AreClasses().And().AreNotAbstract().And().ArePublic().And().DoNotHaveName("Program")
        .Should().BeSealed());

    private static void AssertNone(ConditionList rule)
    {
        var result = rule.GetResult();
        Assert.True(result.IsSuccessful, string.Join(", ", result.FailingTypeNames ?? []));
    }
}
