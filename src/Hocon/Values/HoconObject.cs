using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace ActorProxy.Hocon.Values;

/// <summary>Keys and values, in the order in which the keys were first written.</summary>
public sealed class HoconObject : HoconValue
{
    private readonly KeyTable<HoconMember> _members;

    internal HoconObject(HoconSpan span, KeyTable<HoconMember> members) : base(span)
    {
        _members = members;
        Weight = 1;
        foreach (var member in members.Items)
        {
            Weight += member.Value.Weight + WeightOf(member.Key);
            Height = Math.Max(Height, member.Value.Height);
        }

        Height++;
    }

    /// <summary>How many keys there are.</summary>
    public int Count => _members.Count;

    /// <summary>The keys with their values.</summary>
    public IReadOnlyList<HoconMember> Members => _members.Segment;

    /// <inheritdoc />
    public override string Description => "an object";

    /// <summary>The value of one key; the key is not a path, dots in it mean themselves.</summary>
    public HoconValue? this[string key] => TryGet(key, out var value) ? value : null;

    /// <summary>Finds the value of one key.</summary>
    public bool TryGet(string key, [NotNullWhen(true)] out HoconValue? value)
    {
        var found = _members.TryGet(key, out var member);
        value = found ? member.Value : null;
        return found;
    }

    /// <inheritdoc />
    public override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var member in _members.Items)
        {
            writer.WritePropertyName(member.Key);
            member.Value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    internal static HoconObject Empty(HoconSpan span) => new(span, new KeyTable<HoconMember>(0));

    internal HoconMember MemberAt(int index) => _members.Items[index];

    internal int IndexOf(string key) => _members.IndexOf(key);

    /// <summary>The two merged key by key; where both have a value that is not an object in both, <paramref name="over"/> wins.</summary>
    /// <remarks><paramref name="cost"/> grows by the number of keys that were looked at.</remarks>
    internal static HoconObject Overlay(HoconObject under, HoconObject over, ref long cost)
    {
        cost += under.Count + over.Count;
        var merged = new KeyTable<HoconMember>(under._members, over.Count);
        foreach (var member in over._members.Items)
        {
            var below = merged.IndexOf(member.Key);
            if (below < 0)
                merged.Add(member);
            else if (merged.Items[below].Value is HoconObject lower && member.Value is HoconObject upper)
                merged.Replace(below, member with { Value = Overlay(lower, upper, ref cost) });
            else
                merged.Replace(below, member);
        }

        return new HoconObject(over.Span, merged);
    }
}
