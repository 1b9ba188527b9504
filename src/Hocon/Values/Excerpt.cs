namespace ActorProxy.Hocon;

/// <summary>Cuts a user's text to what an error message can carry.</summary>
internal static class Excerpt
{
    private const int Longest = 60;

    public static string Of(ReadOnlySpan<char> text)
    {
        var cut = text.Length > Longest ? string.Concat(text[..Longest], "...") : text.ToString();
        return string.Create(cut.Length, cut, static (shown, from) =>
        {
            for (var i = 0; i < shown.Length; i++)
                shown[i] = char.IsControl(from[i]) ? ' ' : from[i];
        });
    }
}
