using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Settings;
using ActorProxy.Hocon.Reading;
using ActorProxy.Host.Configuration.Values;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary><c>request-headers</c> and <c>response-headers</c> of a route.</summary>
internal static class HeaderSection
{
    private const string Host = "Host";

    /// <summary>
    /// The edits, and apart from them the template of <c>set { Host = … }</c>, which people write although
    /// <c>rewrite { host = … }</c> is its place: a request has exactly one Host (RFC 9112 section 3.2).
    /// </summary>
    public static (HeaderEdits Edits, Template? Host) ReadRequest(HoconReader reader)
    {
        var edits = Read(reader);
        if (edits.Add.Any(edit => IsHost(edit.Name)) || edits.Remove.Any(IsHost))
            reader.Error("a request has exactly one Host: it can be set, not added or removed");
        if (edits.Set.FirstOrDefault(edit => IsHost(edit.Name)) is not { } host)
            return (edits, null);
        return (edits with { Set = ValueList.Of(edits.Set.Where(edit => edit != host)) }, host.Value);
    }

    public static HeaderEdits ReadResponse(HoconReader reader) => Read(reader);

    private static HeaderEdits Read(HoconReader reader)
    {
        var set = ReadEdits(reader.Object("set"));
        var add = ReadEdits(reader.Object("add"));
        var remove = reader.ParseList("remove", HeaderText.Parse);
        return set.Count + add.Count + remove.Count == 0 ? HeaderEdits.None : new HeaderEdits(set, add, remove);
    }

    private static ValueList<HeaderEdit> ReadEdits(HoconReader reader)
    {
        var edits = new List<HeaderEdit>();
        foreach (var key in reader.Keys)
        {
            if (HeaderText.Parse(key).Error is { } error)
                reader.Error(key, error);
            else if (edits.Any(edit => edit.Name.Equals(key, StringComparison.OrdinalIgnoreCase)))
                reader.Error(key, $"'{key}' is here twice: upper and lower case are the same in the name of a header");
            if (reader.Parse(key, TemplateText.Parse) is { } value)
                edits.Add(new HeaderEdit(key, value));
        }

        return edits.Count == 0 ? ValueList.Empty<HeaderEdit>() : ValueList.Of(edits);
    }

    private static bool IsHost(string name) => name.Equals(Host, StringComparison.OrdinalIgnoreCase);
}
