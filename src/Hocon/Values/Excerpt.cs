namespace ActorProxy.Hocon.Values;

/// <summary>Cuts a user's text to what an error message can carry.</summary>
internal static class Excerpt
{
    public static string Of(ReadOnlySpan<char> text, int longest = 60)
    {
        var cut = text.Length > longest ? string.Concat(text[..longest], "...") : text.ToString();
        return string.Create(cut.Length, cut, static (shown, from) =>
        {
            for (var i = 0; i < shown.Length; i++)
                shown[i] = char.IsControl(from[i]) ? ' ' : from[i];
        });
    }
}
