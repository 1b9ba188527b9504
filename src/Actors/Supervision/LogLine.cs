namespace ActorProxy.Actors.Supervision;

/// <summary>Something that an actor, or Akka itself, has to say to the operator.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Source">The path of the actor, or the part of Akka.</param>
/// <param name="Text">What happened to whom.</param>
/// <param name="Cause">The exception behind it.</param>
public sealed record LogLine(LogSeverity Severity, string Source, string Text, Exception? Cause);
