namespace ActorProxy.Bench.Load;

/// <summary>Where something listens on loopback, and whether it speaks TLS.</summary>
internal readonly record struct Endpoint(int Port, bool Tls = false)
{
    /// <summary>The address and a path.</summary>
    public string Url(string path) => $"{(Tls ? "https" : "http")}://127.0.0.1:{Port}{path}";
}
