namespace ActorProxy.Bench.Load;

/// <summary>What wrk is to send.</summary>
/// <param name="Path">The target; ignored when there are <paramref name="Targets"/>.</param>
/// <param name="Connections">Keep-alive connections, each with one request at a time.</param>
/// <param name="BodyBytes">Sent by POST; 0 for GET.</param>
/// <param name="Targets">Hosts and paths to ask for in turn; null: only <paramref name="Path"/>.</param>
internal sealed record WrkLoad(string Path, int Connections, int BodyBytes = 0, IReadOnlyList<(string Host, string Path)>? Targets = null)
{
    /// <summary>The wrk script: how requests are made, and one line of numbers at the end.</summary>
    public string Script() => Method() + Requests() + """
        done = function(summary, latency, requests)
          local e = summary.errors
          io.write(string.format("RESULT %d %d %d %d %d %d %d\n", summary.requests, summary.bytes, summary.duration,
            latency:percentile(50), latency:percentile(99), e.connect + e.read + e.write + e.timeout, e.status))
        end

        """;

    private string Method() => BodyBytes == 0 ? "" : $"""
        wrk.method = "POST"
        wrk.body = string.rep("x", {BodyBytes})

        """;

    private string Requests() => Targets is null ? "" : $$"""
        local requests, next = {}, 0
        init = function()
          requests = { {{string.Join(", ", Targets.Select(target => $"wrk.format('GET', '{target.Path}', {{ Host = '{target.Host}' }})"))}} }
        end
        request = function()
          next = next % #requests + 1
          return requests[next]
        end

        """;
}
