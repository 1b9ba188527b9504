namespace ActorProxy.Actors.Sessions;

/// <summary>What a request says about its session.</summary>
/// <param name="Id">Which one.</param>
/// <param name="Hint">Where it goes, as a genuine cookie says; none without a cookie.</param>
/// <param name="IsNew">Whether nobody else can know it, since its name was made up just now.</param>
/// <param name="IsReplicated">Whether no cookie outlives its owner.</param>
public readonly record struct SessionKey(SessionId Id, Binding Hint, bool IsNew, bool IsReplicated);
