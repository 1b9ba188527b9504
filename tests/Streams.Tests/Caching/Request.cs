using ActorProxy.Streams.Caching.Rules;

namespace ActorProxy.Streams.Tests.Caching;

/// <summary>A request that has these lines and no others.</summary>
internal sealed class Request(params string[] lines) : IRequestValues
{
    private readonly FieldLines _fields = Make.Fields(lines);

    public string? Value(string name) => _fields.Joined(name);
}
