using System.Buffers;
using System.Text;

namespace ActorProxy.Hocon.Syntax;

/// <summary>One element of a path and where it was written.</summary>
internal readonly record struct KeyElement(string Name, HoconSpan Span);

/// <summary>A key or the inside of a substitution: <c>a."b.c".d</c> has three elements.</summary>
internal sealed class KeyPath(KeyElement[] elements)
{
    private const int LongestShown = 200;

    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(" .\"\\:={}[]$,#\n");

    public IReadOnlyList<KeyElement> Elements => elements;

    public int Count => elements.Length;

    /// <summary>What looking it up costs, in the unit of <see cref="HoconOptions.MaxExpansion"/>.</summary>
    public long Weight { get; } = elements.Sum(static element => 1 + (element.Name.Length / 16));

    public HoconSpan Span => elements[0].Span;

    public string this[int index] => elements[index].Name;

    /// <summary>This path followed by <paramref name="tail"/> from its element <paramref name="from"/> on.</summary>
    public KeyPath Append(KeyPath tail, int from) => new([.. elements, .. tail.Elements.Skip(from)]);

    /// <summary>The name of the environment variable that a substitution of this path falls back to.</summary>
    public string VariableName => string.Join('.', elements.Select(static element => element.Name));

    /// <summary>As it would be written, apart from names that are too long to show.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var element in elements)
            AppendTo(text, element.Name);
        return text.ToString();
    }

    public static void AppendTo(StringBuilder text, string name)
    {
        if (text.Length > 0)
            text.Append('.');
        text.Append(Quoted(name.Length > LongestShown ? Excerpt.Of(name, LongestShown) : name));
    }

    /// <summary>One element as it would be written.</summary>
    public static string Quoted(string name) => name.Length > 0 && !name.AsSpan().ContainsAny(NeedsQuotes) ? name : $"\"{name}\"";
}
