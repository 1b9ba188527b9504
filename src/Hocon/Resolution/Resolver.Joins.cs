using System.Text;

namespace ActorProxy.Hocon.Resolution;

/// <content>Concatenation of values with substitutions among them: HOCON.md, section "Value concatenation".</content>
internal sealed partial class Resolver
{
    private HoconValue? EvaluateJoin(Slot slot, Join join)
    {
        if (!budget.Charge(join.Pieces.Count, join.Span, slot))
            return Marker.Broken;

        // As long as the pieces; null for blanks and for what is undefined.
        var values = new HoconValue?[join.Pieces.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = EvaluatePiece(slot, join.Pieces[i]);
            if (values[i] is Marker failed)
                return failed;
        }

        var first = Array.FindIndex(values, static value => value is not null);
        if (first < 0)
            return null;
        for (var i = first + 1; i < values.Length; i++)
        {
            if (values[i] is { } other && ShapeOf(other) != ShapeOf(values[first]!))
                return FailJoin(slot, join.Pieces[i].Span, other, values[first]!);
        }

        return values[first] switch
        {
            HoconArray => JoinLists(slot, join, values),
            HoconObject => values.Aggregate((under, over) => Lay(over, under, slot)),
            _ => JoinText(slot, join, values),
        };
    }

    private HoconValue? EvaluatePiece(Slot slot, Part piece) => piece switch
    {
        Literal literal => literal.Value,
        Reference reference => EvaluateReference(slot, reference),
        ListPart list => EvaluateList(slot, list),
        Blank => null,
        _ => Marker.Broken,
    };

    private static Type ShapeOf(HoconValue value) => value.GetType();

    private Marker FailJoin(Slot slot, HoconSpan at, HoconValue other, HoconValue first) => Fail(at, slot,
        $"{other.Description} cannot stand beside {first.Description}: put a comma or new line between them, or make both of one kind");

    private HoconValue JoinLists(Slot slot, Join join, HoconValue?[] values)
    {
        var items = new List<HoconValue>();
        foreach (var value in values)
        {
            if (value is HoconArray list && budget.Charge(list.Count, join.Span, slot))
                items.AddRange(list.Items);
        }

        return Admitted(new HoconArray(join.Span, [.. items]), slot);
    }

    private HoconValue JoinText(Slot slot, Join join, HoconValue?[] values)
    {
        var text = new StringBuilder();
        for (var i = 0; i < values.Length; i++)
        {
            var piece = join.Pieces[i] is Blank blank ? blank.Text : (values[i] as HoconScalar)?.Text ?? "";
            if (!budget.Charge(piece.Length / 16, join.Span, slot))
                return Marker.Broken;
            text.Append(piece);
        }

        return new HoconScalar(join.Span, HoconScalarKind.Text, text.ToString());
    }
}
