using ActorProxy.Hocon.Syntax;

namespace ActorProxy.Hocon.Resolution;

/// <content>Substitutions: HOCON.md, section "Substitutions".</content>
internal sealed partial class Resolver
{
    private HoconValue? EvaluateReference(Slot slot, Reference reference)
    {
        var value = Seek(slot, reference, reference.Path);
        var found = value is null or Marker { IsCircular: true } ? FromEnvironment(reference) : value;
        if (found is null && !reference.IsOptional)
            return FailReference(slot, reference, isCircular: value is not null);
        if (reference.MustBeObject && found is not (null or HoconObject or Marker))
            return FailOnce(slot, reference, $"this stands beside an object, but is {found.Description} from {found.Span}: it must be an object");
        return found;
    }

    /// <summary>Looks for a path in the object of the file that names it, then further out.</summary>
    private HoconValue? Seek(Slot slot, Reference reference, KeyPath path)
    {
        if (!budget.Charge(path.Weight, reference.Span, slot) || !Enter(slot))
            return Marker.Broken;
        HoconValue? value = null;
        for (var scope = reference.Scope; scope is not null && value is null or Marker { IsCircular: true }; scope = scope.Outer)
            value = Lookup(scope.Home, path, 0, out _) ?? value;
        _depth--;
        return value;
    }

    /// <summary>
    /// The value at a path below a slot. Only what the path touches is worked out, so that objects can refer to each other's values.
    /// <paramref name="hides"/>: whatever lies below in the same stack does not matter any more.
    /// </summary>
    private HoconValue? Lookup(Slot slot, KeyPath path, int at, out bool hides)
    {
        if (at == path.Count)
        {
            var whole = Resolve(slot);
            hides = Hides(whole);
            return whole;
        }

        hides = false;
        if (slot.InProgress is { } inProgress)
        {
            if (IsCutOff(slot, inProgress))
                return Marker.Circular;
        }
        else if (slot.IsSettled)
        {
            return Descend(slot.Value, path, at, out hides);
        }

        HoconValue? found = null;
        for (var part = slot.Visible; part is not null && !hides; part = part.Below)
        {
            var value = LookInto(slot, part, path, at, out hides);
            found = found is null or Marker { IsCircular: true } ? value ?? found
                : value is Marker { IsCircular: true } ? found : Lay(found, value, slot);
        }

        return found;
    }

    private HoconValue? LookInto(Slot slot, Part part, KeyPath path, int at, out bool hides)
    {
        hides = false;
        switch (part)
        {
            case Branch branch:
                return branch.Slots.TryGet(path[at], out var child) ? Lookup(child, path, at + 1, out hides) : null;
            case Reference reference:
                var found = Through(slot, reference, path, at);
                hides = Hides(found);
                return found;
            default:
                return Descend(Evaluate(slot, part), path, at, out hides);
        }
    }

    /// <summary>Looks for the rest of a path in what a substitution stands for, without working out the whole of that.</summary>
    private HoconValue? Through(Slot slot, Reference reference, KeyPath path, int at)
    {
        var (outerPart, outerLevel) = (slot.InProgress, slot.ProgressLevel);
        (slot.InProgress, slot.ProgressLevel) = (reference, ++_level);
        var found = Seek(slot, reference, reference.Path.Append(path, at));
        _level--;
        (slot.InProgress, slot.ProgressLevel) = (outerPart, outerLevel);
        return found;
    }

    private static HoconValue? Descend(HoconValue? value, KeyPath path, int at, out bool hides)
    {
        for (; at < path.Count && value is HoconObject inner; at++)
            value = inner[path[at]];
        hides = Hides(value);
        return at == path.Count || value is Marker ? value : null;
    }

    private static bool Hides(HoconValue? value) => value is not (null or HoconObject or Marker { IsCircular: true });

    /// <summary>A variable is looked up once for each substitution, so that it cannot change between two looks.</summary>
    private HoconScalar? FromEnvironment(Reference reference)
    {
        if (!reference.IsVariableKnown && options.Environment(reference.Path.VariableName) is { } text)
            reference.Variable = new HoconScalar(reference.Span, HoconScalarKind.Text, text);
        reference.IsVariableKnown = true;
        return reference.Variable;
    }

    private Marker FailReference(Slot slot, Reference reference, bool isCircular)
    {
        var path = reference.Path;
        if (!isCircular)
        {
            return FailOnce(slot, reference,
                $"there is no key '{path}' and no environment variable of this name: define it, or write ${{?{path}}} if it may be missing");
        }

        return FailOnce(slot, reference, _cycleAt == reference.Span
            ? $"'{path}' refers to itself and has no earlier value: give it one above"
            : $"'{path}' needs itself: this substitution belongs to what is being worked out at {_cycleAt}; break the cycle at one of the two");
    }

    /// <summary>A substitution that is met again and again is reported once.</summary>
    private Marker FailOnce(Slot slot, Reference reference, string message)
    {
        if (reference.IsReported)
            return Marker.Broken;
        reference.IsReported = true;
        return Fail(reference.Span, slot, message);
    }
}
