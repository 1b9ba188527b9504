using System.Runtime.CompilerServices;

namespace ActorProxy.Hocon.Resolution;

/// <summary>
/// Works out values from slots, each when it is first needed. A slot that is needed while one of its parts is being worked out shows
/// only what lies below that part (see <see cref="Slot.InProgress"/>); when nothing does, the outcome is <see cref="Marker.Circular"/>,
/// which travels up to the substitution that asked. Null stands for undefined: an optional substitution that found nothing.
/// </summary>
internal sealed partial class Resolver(HoconOptions options, ErrorList errors, Budget budget)
{
    private int _depth;
    private int _level;

    // The outermost part in progress whose slot was looked at: what saw a slot without its upper parts holds only while that lasts,
    // and is not kept.
    private int _outermostSeen = int.MaxValue;

    // Where the last cycle closed, for its error message.
    private HoconSpan _cycleAt;

    public HoconValue? Resolve(Slot slot)
    {
        if (slot.InProgress is { } part)
        {
            if (IsCutOff(slot, part))
                return Marker.Circular;
        }
        else if (slot.IsSettled)
        {
            return slot.Value;
        }

        if (!Enter(slot))
            return Marker.Broken;
        var seenBefore = _outermostSeen;
        _outermostSeen = int.MaxValue;
        var value = Merge(slot);
        if (slot.InProgress is null && _outermostSeen > _level && value != Marker.Circular)
            slot.Settle(value);
        _outermostSeen = Math.Min(_outermostSeen, seenBefore);
        _depth--;
        return value;
    }

    /// <summary>Notes that a slot was seen without its upper parts; whether nothing of it is left to see.</summary>
    private bool IsCutOff(Slot slot, Part inProgress)
    {
        _outermostSeen = Math.Min(_outermostSeen, slot.ProgressLevel);
        if (inProgress.Below is not null)
            return false;
        return SeeCycle(inProgress);
    }

    private bool Enter(Slot slot)
    {
        if (budget.IsSpent || !budget.Charge(1, slot.KeySpan, slot))
            return false;

        // A link of a chain enters twice: to seek the path and to resolve what is there.
        if (_depth >= (2 * options.MaxSubstitutionDepth) + options.MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return budget.Stop(slot.KeySpan, slot,
                $"substitutions need each other more than {options.MaxSubstitutionDepth} deep: make the chain shorter");
        }

        _depth++;
        return true;
    }

    /// <summary>The parts of a slot from the top down, until one is no object.</summary>
    private HoconValue? Merge(Slot slot)
    {
        HoconValue? merged = null;
        for (var part = slot.Visible; part is not null; part = part.Below)
        {
            var value = Evaluate(slot, part);
            if (value is Marker)
                return value;
            merged = Lay(merged, value, slot);
            if (value is not (null or HoconObject))
                break;
        }

        return merged;
    }

    /// <summary><paramref name="over"/> merged over <paramref name="under"/>, if both are objects; else the upper one that is there.</summary>
    private HoconValue? Lay(HoconValue? over, HoconValue? under, Slot slot)
    {
        if (over is not HoconObject upper || under is not HoconObject lower)
            return over ?? under;
        var cost = 0L;
        var merged = HoconObject.Overlay(lower, upper, ref cost);
        return budget.Charge(cost, over.Span, slot) ? Admitted(merged, slot) : Marker.Broken;
    }

    private HoconValue? Evaluate(Slot slot, Part part)
    {
        if (part is Literal literal)
            return literal.Value;
        if (part is Branch branch)
            return EvaluateBranch(slot, branch);

        var (outerPart, outerLevel) = (slot.InProgress, slot.ProgressLevel);
        (slot.InProgress, slot.ProgressLevel) = (part, ++_level);
        var value = part switch
        {
            Reference reference => EvaluateReference(slot, reference),
            ListPart list => EvaluateList(slot, list),
            Join join => EvaluateJoin(slot, join),
            _ => Marker.Broken,
        };
        _level--;
        (slot.InProgress, slot.ProgressLevel) = (outerPart, outerLevel);
        return value;
    }

    private HoconValue EvaluateBranch(Slot slot, Branch branch)
    {
        if (branch.IsInProgress && SeeCycle(branch))
            return Marker.Circular;
        if (!budget.Charge(branch.Slots.Count, branch.Span, slot))
            return Marker.Broken;

        branch.IsInProgress = true;
        var members = new KeyTable<HoconMember>(branch.Slots.Count);
        var isCircular = false;
        foreach (var child in branch.Slots.Items)
        {
            // An object cannot be had as a whole while one of its values is being worked out.
            isCircular = child.InProgress is { } part && SeeCycle(part);
            var value = isCircular ? Marker.Circular : Resolve(child);
            isCircular |= value == Marker.Circular;
            if (isCircular)
                break;
            if (value is not null)
                members.Add(new HoconMember(child.Key, child.KeySpan, value));
        }

        branch.IsInProgress = false;
        return isCircular ? Marker.Circular : Admitted(new HoconObject(branch.Span, members), slot);
    }

    private bool SeeCycle(Part inProgress)
    {
        _cycleAt = inProgress.Span;
        return true;
    }

    private HoconValue EvaluateList(Slot slot, ListPart list)
    {
        var earlier = list.Appends ? Resolve(slot) : null;
        if (earlier is Marker)
            return earlier;
        if (earlier is not (null or HoconArray))
            return Fail(list.Span, slot, $"'+=' needs a list, but the earlier value at {earlier.Span} is {earlier.Description}: make that a list");

        var items = new List<HoconValue>(list.Items.Count);
        if (earlier is HoconArray start)
            items.AddRange(start.Items);
        if (!budget.Charge(items.Count + list.Items.Count, list.Span, slot))
            return Marker.Broken;
        foreach (var item in list.Items)
        {
            var value = Resolve(item);
            if (value == Marker.Circular)
                return value;
            if (value is not null)
                items.Add(value);
        }

        return Admitted(new HoconArray(list.Span, [.. items]), slot);
    }

    private HoconValue Admitted(HoconValue value, Slot slot) => budget.Admits(value, slot) ? value : Marker.Broken;

    private Marker Fail(HoconSpan at, Slot slot, string message)
    {
        if (!errors.IsFull)
            errors.Add(at, slot.Path(), message);
        return Marker.Broken;
    }
}
