using System.Globalization;
using System.Text;

namespace ActorProxy.Bench.Load;

/// <summary>JSON as an API answers it: rows with some fields that repeat and some that do not, the same at every run.</summary>
internal static class JsonText
{
    private static readonly string[] Words = ["alpha", "beta", "gamma", "delta", "omega", "proxy", "actor", "stream", "route", "pool"];

    /// <summary>An array of about that many characters.</summary>
    public static string Of(int length)
    {
        var random = new Random(1);
        string Word() => Words[random.Next(Words.Length)];
        var text = new StringBuilder("[");
        for (var id = 0; text.Length < length; id++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""{"id":{{id}},"name":"{{Word()}} {{Word()}}","email":"{{Word()}}{{random.Next(1000)}}@example.com",""");
            text.Append(CultureInfo.InvariantCulture, $"\"price\":{random.Next(100_000) / 100.0},\"token\":\"{random.NextInt64():x16}\",");
            text.Append(CultureInfo.InvariantCulture, $"\"active\":{(random.Next(2) == 0 ? "true" : "false")},\"tags\":[\"{Word()}\",\"{Word()}\"]}},\n");
        }

        return text.Append("{}]").ToString();
    }
}
