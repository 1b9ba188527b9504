using ActorProxy.Actors.Requests;

namespace ActorProxy.Actors.Tests.Requests;

/// <summary>A request that answers what it is told to, by a variable's kind and name.</summary>
internal sealed class FakeFacts : Dictionary<Variable, string>, IRequestFacts
{
    public static FakeFacts Client(string address) => new() { [new Variable(VariableKind.ClientIp)] = address };

    public string Value(Variable variable) => GetValueOrDefault(variable, "");

    private string GetValueOrDefault(Variable variable, string missing) => TryGetValue(variable, out var value) ? value : missing;
}
