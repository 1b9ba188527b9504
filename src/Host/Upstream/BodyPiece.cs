using ActorProxy.Actors.Requests;

namespace ActorProxy.Host.Upstream;

/// <summary>Part of a response body without its framing.</summary>
/// <param name="Data">Valid until the next receive on the connection.</param>
/// <param name="IsLast">Whether the body ended with it, in whatever way; no more may be asked for.</param>
/// <param name="Failure">None; ResponseTruncated, ReadTimeout, BadResponse or the reason of an Abort when the body broke off.</param>
internal readonly record struct BodyPiece(ReadOnlyMemory<byte> Data, bool IsLast, Failure Failure);
