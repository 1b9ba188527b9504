namespace ActorProxy.Host.Configuration.Values;

/// <summary>The target of a probe in origin-form (RFC 9112 section 3.2.1), sent as it is: a path, perhaps with a query.</summary>
internal static class TargetText
{
    public static Parsed<string> Parse(string text) =>
        text.StartsWith('/') && text.All(c => c is > ' ' and < '\x7f' and not '#')
            ? text
            : new Wrong($"'{text}' is not a path to ask for, such as /healthz; it begins with '/' and is sent as it stands");
}
