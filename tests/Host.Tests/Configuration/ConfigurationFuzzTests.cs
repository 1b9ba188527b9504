using System.Diagnostics;
using ActorProxy.Host.Configuration;

namespace ActorProxy.Host.Tests.Configuration;

public sealed class ConfigurationFuzzTests
{
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", "\"", "=", "null", "off", "0", "-1", "1e99", "$", "${proxy}",
        "\n", ",", ".", "{}", "[]", "\"\"", "\u0000", "ä", "#",
    ];

    [Fact]
    public void Load_MutatedExamples_GivesSettingsOrErrorsAndNeverThrows()
    {
        var random = new Random(20_240_817);
        var texts = Directory.GetFiles(Repository.Path("config", "hocon", "examples"), "*.conf").Select(File.ReadAllText).ToArray();
        var folder = Repository.Path("config", "hocon", "examples");

        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromSeconds(3);)
        {
            var text = Mutate(texts[random.Next(texts.Length)], random);
            var result = ConfigurationLoader.LoadText(text, "fuzz.conf", folder);
            Assert.True(result.Configuration is null == result.Errors.Count > 0, text);
            Assert.All(result.Errors, error => Assert.True(error.File.Length > 0 && error.Line > 0, $"{error}\n{text}"));
        }
    }

    private static string Mutate(string text, Random random)
    {
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var start = random.Next(text.Length);
            var length = random.Next(Math.Min(20, text.Length - start));
            text = random.Next(3) switch
            {
                0 => text.Remove(start, length),
                1 => text.Insert(start, Pieces[random.Next(Pieces.Length)]),
                _ => text.Insert(random.Next(text.Length), text.Substring(start, length)),
            };
        }

        return text;
    }
}
