namespace ActorProxy.Hocon.Resolution;

/// <summary>
/// Where the substitutions of one file look for keys: first in the object that the file was included into, then in that of the file
/// around it, at last in the whole document. HOCON.md, section "Include semantics: substitution".
/// </summary>
internal sealed record Scope(Slot Home, Scope? Outer)
{
    /// <summary>The scope of a file that is included into <paramref name="home"/>.</summary>
    public Scope Within(Slot home) => ReferenceEquals(home, Home) ? this : new Scope(home, this);
}
