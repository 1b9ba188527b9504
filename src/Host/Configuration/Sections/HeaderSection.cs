using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Settings;
using ActorProxy.Hocon;
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
    public static (HeaderEdits Edits, Template? Host) Read(HoconReader reader)
    {
        var set = ReadEdits(reader.Object("set"));
        var add = ReadEdits(reader.Object("add"));
        var remove = reader.ParseList("remove", HeaderText.Parse);
        if (add.Any(edit => IsHost(edit.Name)))
            reader.Error("add", "a request has exactly one Host: use 'set'");
        if (remove.Any(IsHost))
            reader.Error("remove", "a request without Host is not HTTP");

        var host = set.FirstOrDefault(edit => IsHost(edit.Name))?.Value;
        return (new HeaderEdits(ValueList.Of(set.Where(edit => !IsHost(edit.Name))), ValueList.Of(add), remove), host);
    }

    private static List<HeaderEdit> ReadEdits(HoconReader reader)
    {
        var edits = new List<HeaderEdit>();
        foreach (var key in reader.Keys)
        {
            if (HeaderText.Parse(key).Error is { } error)
                reader.Error(key, error);
            else if (edits.Any(edit => edit.Name.Equals(key, StringComparison.OrdinalIgnoreCase)))
                reader.Error(key, $"the header '{key}' is here twice; upper and lower case are the same to HTTP");
            if (reader.Parse(key, TemplateText.Parse) is { } value)
                edits.Add(new HeaderEdit(key, value));
        }

        return edits;
    }

    private static bool IsHost(string name) => name.Equals(Host, StringComparison.OrdinalIgnoreCase);
}
