using System.Diagnostics.CodeAnalysis;

namespace ActorProxy.Hocon.Reading;

/// <content>Lists of text, and words out of a given set.</content>
public sealed partial class HoconReader
{
    /// <summary>One of some words; the first of them after an error.</summary>
    public T Enum<T>(string key, IReadOnlyDictionary<string, T> words)
        where T : struct =>
        As<HoconScalar>(key, OneOf(words.Keys), isRequired: true) is { } scalar && TryWord(PathOf(key), scalar, words, out var value)
            ? value
            : words.Values.First();

    /// <summary>One of some words, if there is one.</summary>
    public T? OptionalEnum<T>(string key, IReadOnlyDictionary<string, T> words)
        where T : struct =>
        As<HoconScalar>(key, OneOf(words.Keys), isRequired: false) is { } scalar && TryWord(PathOf(key), scalar, words, out var value)
            ? value
            : null;

    /// <summary>A list of some words, without those that are an error.</summary>
    public IReadOnlyList<T> EnumList<T>(string key, IReadOnlyDictionary<string, T> words)
        where T : struct => WordsOf(ItemsOf(key, isRequired: true) ?? [], words);

    /// <summary>A list of some words, if there is one.</summary>
    public IReadOnlyList<T>? OptionalEnumList<T>(string key, IReadOnlyDictionary<string, T> words)
        where T : struct => ItemsOf(key, isRequired: false) is { } items ? WordsOf(items, words) : null;

    /// <summary>A list of text.</summary>
    public IReadOnlyList<string> StringList(string key) => TextsOf(ItemsOf(key, isRequired: true) ?? []);

    /// <summary>A list of text, if there is one.</summary>
    public IReadOnlyList<string>? OptionalStringList(string key) => ItemsOf(key, isRequired: false) is { } items ? TextsOf(items) : null;

    private static List<string> TextsOf(List<HoconItem> items)
    {
        var texts = new List<string>(items.Count);
        foreach (var item in items)
        {
            if (item.Text is { } text)
                texts.Add(text);
            else
                item.Error($"must be text, not {item.Description}");
        }

        return texts;
    }

    private static List<T> WordsOf<T>(List<HoconItem> items, IReadOnlyDictionary<string, T> words)
    {
        var values = new List<T>(items.Count);
        foreach (var item in items)
        {
            if (item.Text is { } text && words.TryGetValue(text, out var value))
                values.Add(value);
            else
                item.Error(NoWord(item.Text, item.Description, words.Keys));
        }

        return values;
    }

    private bool TryWord<T>(string path, HoconScalar scalar, IReadOnlyDictionary<string, T> words, [MaybeNullWhen(false)] out T value)
    {
        if (words.TryGetValue(scalar.Text, out value))
            return true;
        _state.Add(scalar.Span, path, NoWord(scalar.Text, scalar.Description, words.Keys));
        return false;
    }

    private static string NoWord(string? text, string found, IEnumerable<string> words)
    {
        var hint = text is not null && Nearest.To(text, words) is { } near ? $"; did you mean '{near}'?" : "";
        return $"must be {OneOf(words)}, not {found}{hint}";
    }

    private static string OneOf(IEnumerable<string> words) => $"one of {string.Join(", ", words)}";
}
