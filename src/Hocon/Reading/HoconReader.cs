using ActorProxy.Hocon.Syntax;

namespace ActorProxy.Hocon.Reading;

/// <summary>
/// A cursor over an object that turns keys into typed values. What is missing, of the wrong type or out of range becomes an error
/// with a position, and a harmless value is returned so that reading goes on to the next error. Every key that was asked for is known;
/// at the end <see cref="ReportUnknown"/> complains about the keys that a user wrote and nobody asked for. Optional variants give null
/// for a key that is missing or <c>null</c>, and also after an error.
/// </summary>
public sealed partial class HoconReader
{
    private readonly HoconReader? _parent;
    private readonly string _name;
    private readonly ReaderState _state;

    // Stands for something else than an object: that was reported, so what is missing in it is not.
    private readonly bool _isBroken;

    private HoconObject _object;
    private bool[] _read;

    // Most cursors are over small objects and need neither; a large configuration has a hundred thousand cursors.
    private List<string>? _absent;
    private Dictionary<string, HoconReader>? _children;

    /// <summary>A cursor over the root of a document, with an empty list of errors.</summary>
    public HoconReader(HoconDocument document)
        : this(document.Root, null, "", new ReaderState(document.ReferenceName))
    {
    }

    private HoconReader(HoconObject source, HoconReader? parent, string name, ReaderState state, bool isBroken = false)
    {
        _object = source;
        _parent = parent;
        _name = name;
        _read = new bool[source.Count];
        _state = state;
        _isBroken = isBroken;
    }

    /// <summary>The way here from the root, as in <c>proxy.routes[2]</c>.</summary>
    public string Path => _parent is null ? "" : _parent.PathOfItem(_name);

    /// <summary>Where the object was written.</summary>
    public HoconSpan Span => _object.Span;

    /// <summary>The errors found so far through any cursor over this document.</summary>
    public IReadOnlyList<HoconError> Errors => _state.Errors;

    /// <summary>The keys that there are.</summary>
    public IEnumerable<string> Keys => _object.Members.Select(static member => member.Key);

    /// <summary>Whether there is a value other than <c>null</c>. The key counts as known from now on.</summary>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>Where the value of a key was written, or this object when there is none.</summary>
    public HoconSpan SpanOf(string key) => _object[key]?.Span is { File: not null } span ? span : Span;

    /// <summary>Whether the value of a key was written by a user, and not in the reference text.</summary>
    public bool IsFromUser(string key) => _state.IsFromUser(SpanOf(key));

    /// <summary>A value as it is, with everything in it counted as known.</summary>
    public HoconValue? Value(string key) => Find(key);

    /// <summary>Reports an error about the value of a key.</summary>
    public void Error(string key, string message) => _state.Add(SpanOf(key), PathOf(key), message);

    /// <summary>Reports an error about this object as a whole.</summary>
    public void Error(string message) => _state.Add(Span, Path, message);

    /// <summary>
    /// Lays what this cursor reads over what another one reads, key by key, and returns this cursor. To be called before anything
    /// is read through it.
    /// </summary>
    public HoconReader Over(HoconReader defaults)
    {
        var cost = 0L;
        _object = HoconObject.Overlay(defaults._object, _object, ref cost);
        _read = new bool[_object.Count];
        return this;
    }

    /// <summary>The cursor over an object; over an empty one after an error.</summary>
    public HoconReader Object(string key)
    {
        var found = As<HoconObject>(key, "an object: write { ... }", isRequired: true);
        return Child(Segment(key), found ?? HoconObject.Empty(SpanOf(key)), isBroken: found is null);
    }

    /// <summary>The cursor over an object, if there is one.</summary>
    public HoconReader? OptionalObject(string key) =>
        As<HoconObject>(key, "an object: write { ... }", isRequired: false) is { } found ? Child(Segment(key), found) : null;

    /// <summary>An object whose keys are names given by the user: each name with the cursor over its object.</summary>
    public IReadOnlyList<KeyValuePair<string, HoconReader>> ObjectMap(string key) => MapOf(Object(key));

    /// <summary>As <see cref="ObjectMap"/>, without entries when the key is missing.</summary>
    public IReadOnlyList<KeyValuePair<string, HoconReader>> OptionalObjectMap(string key) =>
        OptionalObject(key) is { } map ? MapOf(map) : [];

    /// <summary>The items of a list.</summary>
    public IReadOnlyList<HoconItem> List(string key) => ItemsOf(key, isRequired: true) ?? [];

    /// <summary>The items of a list, if there is one.</summary>
    public IReadOnlyList<HoconItem>? OptionalList(string key) => ItemsOf(key, isRequired: false);

    /// <summary>
    /// Makes an error of every key, here and below, that was written by a user (not in the reference text) and not asked for.
    /// </summary>
    /// <param name="placeOf">In words, where else a key is known; null: nowhere.</param>
    public void ReportUnknown(Func<string, string?>? placeOf = null)
    {
        for (var i = 0; i < _read.Length; i++)
        {
            var (key, span, _) = _object.MemberAt(i);
            if (_read[i] || !_state.IsFromUser(span))
                continue;
            var hint = placeOf?.Invoke(key) is { } place ? $"it belongs to {place}"
                : Nearest.To(key, KnownKeys()) is { } near ? $"did you mean '{near}'?" : "remove it";
            _state.AddUnknown(span, PathOf(key), $"unknown key '{Excerpt.Of(key)}', {hint}");
        }

        if (_children is null)
            return;
        foreach (var child in _children.Values)
            child.ReportUnknown(placeOf);
    }

    /// <summary>Whether somebody has asked for a key here so far, and so knows it. This does not make it known.</summary>
    public bool WasAskedFor(string key) => KnownKeys().Contains(key);

    private IEnumerable<string> KnownKeys() => (_absent ?? []).Concat(Keys.Where((_, index) => _read[index]));

    /// <summary>The one cursor over the object of a key, or of an item of a list, of which the name is <c>key[index]</c>.</summary>
    internal HoconReader Child(string name, HoconObject source, bool isBroken = false)
    {
        _children ??= [];
        if (!_children.TryGetValue(name, out var child))
            _children.Add(name, child = new HoconReader(source, this, name, _state, isBroken));
        return child;
    }

    private static List<KeyValuePair<string, HoconReader>> MapOf(HoconReader map) =>
        [.. map.Keys.Select(name => KeyValuePair.Create(name, map.Object(name)))];

    private List<HoconItem>? ItemsOf(string key, bool isRequired)
    {
        if (As<HoconArray>(key, "a list: write [ ... ]", isRequired) is not { } list)
            return null;
        var items = new List<HoconItem>(list.Count);
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is not Marker)
                items.Add(new HoconItem(this, $"{Segment(key)}[{i}]", list[i]));
        }

        return items;
    }

    /// <summary>The value of a key as one kind of value; null after an error, and for a missing one that is not required.</summary>
    private T? As<T>(string key, string expected, bool isRequired)
        where T : HoconValue
    {
        var value = Find(key);
        if (value is null && isRequired && !_isBroken)
            Error(key, $"'{key}' is {(_object[key] is null ? "missing" : "null")}: it must be {expected}");
        if (value is not (null or Marker or T))
            Error(key, $"must be {expected}, not {value.Description}");
        return value as T;
    }

    private HoconValue? Find(string key)
    {
        var at = _object.IndexOf(key);
        if (at < 0)
        {
            (_absent ??= []).Add(key);
            return null;
        }

        _read[at] = true;
        return _object.MemberAt(at).Value is var value and not HoconScalar { Kind: HoconScalarKind.Null } ? value : null;
    }

    private static string Segment(string key) => KeyPath.Quoted(key);

    private string PathOf(string key) => PathOfItem(Segment(key));

    internal string PathOfItem(string segment) => Path is { Length: > 0 } path ? $"{path}.{segment}" : segment;

    internal void ErrorAt(HoconSpan span, string path, string message) => _state.Add(span, path, message);
}
