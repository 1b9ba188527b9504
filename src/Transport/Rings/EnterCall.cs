namespace ActorProxy.Transport.Rings;

/// <summary>io_uring_enter(2): -1 on an error, which is then the last of the thread.</summary>
internal delegate int EnterCall(int ring, uint toSubmit, uint minComplete, uint flags);
