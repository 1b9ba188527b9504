namespace ActorProxy.Hocon.Syntax;

/// <summary>What can stand in an object.</summary>
internal abstract record MemberNode;

/// <summary><c>key = value</c>, or <c>key += value</c> when <paramref name="Appends"/>.</summary>
internal sealed record FieldNode(KeyPath Key, SyntaxNode Value, bool Appends) : MemberNode;

/// <summary><c>include "name"</c> in one of its forms.</summary>
internal sealed record IncludeNode(HoconSpan Span, string Name, bool IsRequired) : MemberNode;
