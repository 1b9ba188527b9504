using ActorProxy.Actors.Requests;

namespace ActorProxy.Host.Configuration.Values;

/// <summary>Text with variables.</summary>
internal static class TemplateText
{
    public static Parsed<Template> Parse(string text) =>
        Template.TryParse(text, out var template, out var error) ? template : new Wrong(error);
}
