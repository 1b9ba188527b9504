using System.Globalization;
using System.Text;
using ActorProxy.Hocon.Syntax;

namespace ActorProxy.Hocon.Resolution;

/// <summary>
/// A place in the document: a key of an object or an item of a list. It holds what was written for that place as a stack, the last on
/// top. What a plain value hides for good is not kept; under an object or a substitution the earlier parts still matter.
/// </summary>
internal sealed class Slot(Slot? parent, string? name, int index, HoconSpan keySpan) : IKeyed
{
    /// <summary>The key; empty for an item of a list.</summary>
    public string Key => name ?? "";

    public Slot? Parent { get; } = parent;

    public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    /// <summary>Where the key was last written.</summary>
    public HoconSpan KeySpan { get; set; } = keySpan;

    public Part? Top { get; private set; }

    /// <summary>The value, once it is known for good; null when every part of it is undefined.</summary>
    public HoconValue? Value { get; private set; }

    public bool IsSettled { get; private set; }

    /// <summary>
    /// The part that is being worked out just now; until that is done the slot shows only what lies below it. This is what makes
    /// <c>path = ${path} ":/x"</c> look back. HOCON.md, section "Self-referential substitutions".
    /// </summary>
    public Part? InProgress { get; set; }

    /// <summary>How many other parts were in progress when <see cref="InProgress"/> began.</summary>
    public int ProgressLevel { get; set; }

    public Part? Visible => InProgress is { } part ? part.Below : Top;

    public void Push(Part part)
    {
        part.Below = part.HidesBelow ? null : Top;
        Top = part;
    }

    /// <summary>The object on top, a new one if need be, to add keys to.</summary>
    public Branch OpenBranch(HoconSpan span)
    {
        if (Top is Branch branch)
        {
            branch.Span = span;
            return branch;
        }

        var opened = new Branch(span);
        if (Top is { HidesBelow: true } and not Broken)
            Top = null;
        Push(opened);
        return opened;
    }

    public void Settle(HoconValue? value)
    {
        Value = value;
        IsSettled = true;
    }

    /// <summary>The way from the root, as in <c>proxy.routes[2].name</c>.</summary>
    public string Path()
    {
        var text = new StringBuilder();
        AppendPath(text);
        return text.ToString();
    }

    private void AppendPath(StringBuilder text)
    {
        Parent?.AppendPath(text);
        if (name is not null)
            KeyPath.AppendTo(text, name);
        else if (Parent is not null)
            text.Append(CultureInfo.InvariantCulture, $"[{index}]");
    }
}
