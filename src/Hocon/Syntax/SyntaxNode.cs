namespace ActorProxy.Hocon.Syntax;

/// <summary>A value as it was written, before merging and substitution.</summary>
internal abstract record SyntaxNode(HoconSpan Span);

internal sealed record ObjectNode(HoconSpan Span, List<MemberNode> Members) : SyntaxNode(Span);

internal sealed record ListNode(HoconSpan Span, List<SyntaxNode> Items) : SyntaxNode(Span);

/// <summary>A literal, or several joined when all of them are scalars.</summary>
internal sealed record ScalarNode(HoconScalar Value) : SyntaxNode(Value.Span);

/// <summary><c>${path}</c> or <c>${?path}</c>.</summary>
internal sealed record SubstitutionNode(HoconSpan Span, KeyPath Path, bool IsOptional) : SyntaxNode(Span);

/// <summary>Values side by side, at least one of which is no scalar. Blanks between them are <see cref="BlankNode"/>s.</summary>
internal sealed record JoinNode(HoconSpan Span, List<SyntaxNode> Pieces) : SyntaxNode(Span);

/// <summary>Blanks between two pieces; they count only when the pieces turn out to be text.</summary>
internal sealed record BlankNode(HoconSpan Span, string Text) : SyntaxNode(Span);

/// <summary>Stands where an error was reported.</summary>
internal sealed record BrokenNode(HoconSpan Span) : SyntaxNode(Span);
