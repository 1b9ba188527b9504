using System.Text.RegularExpressions;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Routing;

/// <summary>
/// The regular expressions of routes. They match in time linear in the path, whatever somebody sends, because they run on an
/// automaton; the price is that look-arounds, back-references and atomic groups are not to be had.
/// </summary>
public static class PathPattern
{
    /// <summary>Characters of a pattern at most.</summary>
    public const int MaxLength = 1024;

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    /// <summary>Whether a text can be used as a pattern; <paramref name="error"/> says why not.</summary>
    public static bool TryCheck(string text, bool ignoreCase, out string error)
    {
        error = text.Length > MaxLength ? $"longer than {MaxLength} characters" : "";
        if (error.Length > 0)
            return false;

        try
        {
            _ = Compile(text, ignoreCase);
        }
        catch (ArgumentException wrong)
        {
            error = wrong.Message;
        }
        catch (NotSupportedException)
        {
            error = "look-arounds, back-references and atomic groups cannot be matched in linear time";
        }

        return error.Length == 0;
    }

    /// <summary>The pattern of a route that is matched by one, else null. Throws for a text that <see cref="TryCheck"/> refuses.</summary>
    internal static Regex? Of(PathMatch path) => path.Kind == PathMatchKind.Regex ? Compile(path.Text, path.IgnoreCase) : null;

    private static Regex Compile(string text, bool ignoreCase) =>
        new(text, ignoreCase ? Options | RegexOptions.IgnoreCase : Options);
}
