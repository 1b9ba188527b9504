using ActorProxy.Host.Configuration;

namespace ActorProxy.Host.Tests.Configuration;

/// <summary>Loads configurations from text.</summary>
internal static class Texts
{
    public static LoadedConfiguration Load(string text)
    {
        var result = ConfigurationLoader.LoadText(text, "test.conf", Path.GetTempPath());
        Assert.Empty(result.Errors);
        return result.Configuration!;
    }
}
