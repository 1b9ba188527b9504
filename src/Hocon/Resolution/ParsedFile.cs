using ActorProxy.Hocon.Syntax;
using ActorProxy.Hocon.Tokens;

namespace ActorProxy.Hocon.Resolution;

/// <summary>A text and what it says.</summary>
internal sealed record ParsedFile(SourceText Source, ObjectNode Root);
