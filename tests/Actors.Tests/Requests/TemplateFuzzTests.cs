using ActorProxy.Actors.Requests;

namespace ActorProxy.Actors.Tests.Requests;

public sealed class TemplateFuzzTests
{
    private static readonly string[] Pieces =
    [
        "$", "$$", "{", "}", "${", "host", "$host", "${uri}", "http_", "$http_x_a", "$cookie_", "arg_b", "_", "-", ".", " ", "é", "\n", "\0", "x",
    ];

    [Fact]
    public void Template_OfAnyText_IsParsedOrRefusedAndNeverThrows()
    {
        var random = new Random(4711);
        for (var round = 0; round < 60_000; round++)
        {
            var text = string.Concat(random.GetItems(Pieces, random.Next(8)));
            if (!Template.TryParse(text, out var template, out var error))
            {
                Assert.NotEqual("", error);
                continue;
            }

            Assert.Equal("", error);
            var value = template.Evaluate(new FakeFacts());
            Assert.DoesNotContain('\n', value);
            // What was parsed can be written as a literal and read again.
            Assert.True(Template.TryParse(Template.Literal(value).Source, out var again, out _));
            Assert.Equal(value, again.Evaluate(new FakeFacts()));
        }
    }
}
