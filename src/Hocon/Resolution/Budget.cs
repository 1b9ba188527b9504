namespace ActorProxy.Hocon.Resolution;

/// <summary>What resolving may cost. Once it is spent everything stops, with one error that says where.</summary>
internal sealed class Budget(HoconOptions options, ErrorList errors)
{
    private long _left = options.MaxExpansion;

    public bool IsSpent { get; private set; }

    /// <summary>Takes a cost off; false when there is not that much left.</summary>
    public bool Charge(long cost, HoconSpan at, Slot slot)
    {
        _left -= cost;
        return _left >= 0 || Stop(at, slot, $"the substitutions and includes expand to more than {options.MaxExpansion} values: use fewer");
    }

    /// <summary>Whether a value is within bounds; it may be large by sharing although making it cost little.</summary>
    public bool Admits(HoconValue value, Slot slot)
    {
        if (value.Weight > options.MaxExpansion)
            return Stop(value.Span, slot, $"the value expands to more than {options.MaxExpansion} values: use fewer substitutions");
        return value.Height + slot.Depth <= options.MaxDepth + 1
            || Stop(value.Span, slot, $"with its substitutions this is nested more than {options.MaxDepth} deep: make it flatter");
    }

    public bool Stop(HoconSpan at, Slot slot, string message)
    {
        if (!IsSpent)
            errors.Add(at, slot.Path(), message);
        IsSpent = true;
        return false;
    }
}
