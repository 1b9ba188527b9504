using ActorProxy.Actors.Settings;
using Akka.Actor;

namespace ActorProxy.Actors.Clustering;

/// <summary>Where the actors of another node are found: each of those that nodes speak to is right below <c>/user</c>.</summary>
internal static class NodePath
{
    public static ActorPath Of(Address node, string name) => new RootActorPath(node) / "user" / name;

    /// <param name="self">Of this node: all have the same protocol and system.</param>
    /// <param name="node">The other one.</param>
    /// <param name="name">Of the actor.</param>
    public static ActorPath Of(Address self, ContactPoint node, string name) => Of(new Address(self.Protocol, self.System, node.Host, node.Port), name);
}
