using ActorProxy.Hocon.Syntax;

namespace ActorProxy.Hocon.Resolution;

/// <summary>One thing that was written for a <see cref="Slot"/>.</summary>
internal abstract class Part(HoconSpan span)
{
    public HoconSpan Span { get; set; } = span;

    /// <summary>What was written before it for the same slot and still matters.</summary>
    public Part? Below { get; set; }

    /// <summary>Whether what was written before can never matter again.</summary>
    public virtual bool HidesBelow => false;
}

/// <summary>A scalar.</summary>
internal sealed class Literal(HoconScalar value) : Part(value.Span)
{
    public HoconScalar Value => value;

    public override bool HidesBelow => true;
}

/// <summary>An object; all that is written in a row for one key is merged into one.</summary>
internal sealed class Branch(HoconSpan span) : Part(span)
{
    public KeyTable<Slot> Slots { get; } = new();

    /// <summary>Whether the whole of it is being worked out just now.</summary>
    public bool IsInProgress { get; set; }

    public Slot Open(Slot home, KeyElement key)
    {
        if (Slots.TryGet(key.Name, out var slot))
            slot.KeySpan = key.Span;
        else
            Slots.Add(slot = new Slot(home, key.Name, 0, key.Span));
        return slot;
    }
}

/// <summary>A list. One that <paramref name="appends"/> comes from <c>+=</c> and continues the list below it.</summary>
internal sealed class ListPart(HoconSpan span, bool appends) : Part(span)
{
    public List<Slot> Items { get; } = [];

    public bool Appends => appends;

    public override bool HidesBelow => !appends;
}

/// <summary>A substitution. One that <paramref name="mustBeObject"/> stands beside an object, as in <c>${base} { port = 80 }</c>.</summary>
internal sealed class Reference(SubstitutionNode node, Scope scope, bool mustBeObject) : Part(node.Span)
{
    public KeyPath Path => node.Path;

    public bool IsOptional => node.IsOptional;

    public Scope Scope => scope;

    public bool MustBeObject => mustBeObject;

    public bool IsReported { get; set; }

    /// <summary>What the environment has for the path, once <see cref="IsVariableKnown"/>.</summary>
    public HoconScalar? Variable { get; set; }

    public bool IsVariableKnown { get; set; }
}

/// <summary>Scalars, lists and substitutions side by side.</summary>
internal sealed class Join(HoconSpan span, List<Part> pieces) : Part(span)
{
    public List<Part> Pieces => pieces;
}

/// <summary>Blanks between two pieces of a <see cref="Join"/>.</summary>
internal sealed class Blank(HoconSpan span, string text) : Part(span)
{
    public string Text => text;
}

/// <summary>Something that an error was reported for.</summary>
internal sealed class Broken(HoconSpan span) : Part(span)
{
    public override bool HidesBelow => true;
}
