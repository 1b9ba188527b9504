using ActorProxy.Hocon.Syntax;

namespace ActorProxy.Hocon.Resolution;

/// <summary>
/// Merges parsed files into one tree of slots: dotted keys become objects, objects of the same key become one, includes are put in
/// place, <c>+=</c> becomes a list. HOCON.md, sections "Duplicate keys and object merging" and "Include semantics: merging".
/// </summary>
internal sealed class TreeBuilder(SourceFiles files, HoconOptions options, ErrorList errors, Budget budget)
{
    private readonly Stack<ParsedFile> _including = new();

    public Slot Root { get; } = new(null, null, 0, default);

    /// <summary>Lays a file over what is there.</summary>
    public void Add(ParsedFile file)
    {
        _including.Push(file);
        Fill(Root, Root.OpenBranch(file.Root.Span), file.Root, new Scope(Root, null));
        _including.Pop();
    }

    private void Fill(Slot home, Branch branch, ObjectNode node, Scope scope)
    {
        if (home.Depth > options.MaxDepth)
        {
            budget.Stop(node.Span, home, $"with its includes this is nested more than {options.MaxDepth} deep: make it flatter");
            return;
        }

        foreach (var member in node.Members)
        {
            if (!budget.Charge(1, node.Span, home))
                return;
            if (member is FieldNode field)
                Define(home, branch, field, scope);
            else if (member is IncludeNode include)
                Include(home, branch, include, scope);
        }
    }

    private void Define(Slot home, Branch branch, FieldNode field, Scope scope)
    {
        var path = field.Key.Elements;
        var slot = branch.Open(home, path[0]);
        for (var i = 1; i < path.Count; i++)
            slot = slot.OpenBranch(path[i - 1].Span).Open(slot, path[i]);
        if (field.Appends)
            Append(slot, field.Value, scope);
        else
            Put(slot, field.Value, scope);
    }

    private void Include(Slot home, Branch branch, IncludeNode include, Scope scope)
    {
        if (files.Include(include, _including) is not { } file)
            return;
        _including.Push(file);
        Fill(home, branch, file.Root, scope.Within(home));
        _including.Pop();
    }

    private void Put(Slot slot, SyntaxNode value, Scope scope)
    {
        switch (value)
        {
            case ObjectNode node:
                Fill(slot, slot.OpenBranch(node.Span), node, scope);
                break;
            case JoinNode node when node.Pieces.Exists(static piece => piece is ObjectNode):
                PutObjects(slot, node, scope);
                break;
            default:
                slot.Push(PartOf(slot, value, scope));
                break;
        }
    }

    /// <summary>
    /// Objects side by side are the same as one after the other for the same key. Taking them apart keeps each one open to look-ups
    /// while another is not resolved yet.
    /// </summary>
    private void PutObjects(Slot slot, JoinNode node, Scope scope)
    {
        foreach (var piece in node.Pieces)
        {
            if (piece is SubstitutionNode substitution)
                slot.Push(new Reference(substitution, scope, mustBeObject: true));
            else if (piece is ObjectNode or BrokenNode)
                Put(slot, piece, scope);
            else if (piece is not BlankNode)
                FailJoin(slot, piece);
        }
    }

    private void FailJoin(Slot slot, SyntaxNode piece)
    {
        var what = piece is ListNode ? "a list" : "text";
        errors.Add(piece.Span, slot.Path(), $"{what} cannot stand beside an object: put a comma or new line between them, or remove one");
        slot.Push(new Broken(piece.Span));
    }

    private Part PartOf(Slot slot, SyntaxNode value, Scope scope) => value switch
    {
        ScalarNode node => new Literal(node.Value),
        SubstitutionNode node => new Reference(node, scope, mustBeObject: false),
        ListNode node => ListOf(slot, node, scope),
        JoinNode node => new Join(node.Span, node.Pieces.ConvertAll(piece => PartOf(slot, piece, scope))),
        BlankNode node => new Blank(node.Span, node.Text),
        _ => new Broken(value.Span),
    };

    private ListPart ListOf(Slot slot, ListNode node, Scope scope)
    {
        var list = new ListPart(node.Span, appends: false);
        foreach (var item in node.Items)
        {
            if (budget.Charge(1, node.Span, slot))
                AddItem(slot, list, item, scope);
        }

        return list;
    }

    private void Append(Slot slot, SyntaxNode item, Scope scope)
    {
        if (slot.Top is not ListPart list)
        {
            list = new ListPart(item.Span, appends: slot.Top is not null);
            slot.Push(list);
        }

        AddItem(slot, list, item, scope);
    }

    private void AddItem(Slot slot, ListPart list, SyntaxNode item, Scope scope)
    {
        var place = new Slot(slot, null, list.Items.Count, item.Span);
        list.Items.Add(place);
        Put(place, item, scope);
    }
}
