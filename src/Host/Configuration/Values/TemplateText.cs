using ActorProxy.Actors.Requests;

namespace ActorProxy.Host.Configuration.Values;

/// <summary>Text with variables that may stand in a header (RFC 9110 section 5.5).</summary>
internal static class TemplateText
{
    public static Parsed<Template> Parse(string text)
    {
        if (text.Any(c => c != '\t' && char.IsControl(c)))
            return new Wrong("a header cannot hold a line break or another control character");
        return Template.TryParse(text, out var template, out var error) ? template : new Wrong(error);
    }
}
