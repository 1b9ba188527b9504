using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Routing;
using ActorProxy.Host.Caching;
using ActorProxy.Host.Upstream;
using ActorProxy.Streams.Compression;

namespace ActorProxy.Host.Diagnostics;

/// <summary>The page that Prometheus scrapes. Routes and backends that have had no request are not on it.</summary>
internal static class MetricsPage
{
    /// <summary>Everything that is counted, as text.</summary>
    public static string Write(RoutingTable table, RequestRecorder recorder, CacheRegistry caches)
    {
        var text = new PrometheusText();
        var backends = table.Pools.Values.OrderBy(pool => pool.Settings.Name, StringComparer.Ordinal).SelectMany(pool => pool.Backends).ToArray();
        WriteNode(text, table, recorder);
        WriteRoutes(text, table, recorder.Metrics);
        WriteCompression(text, table, recorder.Metrics);
        WriteBackends(text, backends);
        WriteConnections(text, backends);
        WriteAnswers(text, recorder.Metrics, backends);
        CacheMetrics.Write(text, caches);
        ProcessMetrics.Write(text);
        return text.ToString();
    }

    private static void WriteNode(PrometheusText text, RoutingTable table, RequestRecorder recorder)
    {
        var metrics = recorder.Metrics;
        text.Family("actorproxy_build_info", "gauge", "Always 1.").Sample(1, ("version", ProgramVersion.Text));
        text.Family("actorproxy_config_epoch", "gauge", "Number of the configuration that is served.").Sample(table.Epoch);
        text.Family("actorproxy_config_reloads_total", "counter", "Configurations applied or refused after the first.");
        text.Sample(metrics.Reloads, ("result", "applied"));
        text.Sample(metrics.FailedReloads, ("result", "refused"));
        text.Family("actorproxy_requests_in_flight", "gauge", "Requests being served.").Sample(metrics.InFlight);
        text.Family("actorproxy_connections", "gauge", "Open client connections.");
        foreach (var (name, listener) in metrics.Listeners)
            text.Sample(listener.Open, ("listener", name));
        text.Family("actorproxy_connections_parked", "gauge", "Those of the open client connections that wait for bytes and hold nothing else.");
        foreach (var (name, listener) in metrics.Listeners)
            text.Sample(listener.Parked, ("listener", name));
        text.Family("actorproxy_connections_total", "counter", "Client connections accepted.");
        foreach (var (name, listener) in metrics.Listeners)
            text.Sample(listener.Opened, ("listener", name));
        text.Family("actorproxy_access_log_dropped_lines_total", "counter", "Lines of the access log that were not written.")
            .Sample(recorder.AccessLog?.Dropped ?? 0);
    }

    private static void WriteRoutes(PrometheusText text, RoutingTable table, Metrics metrics)
    {
        var routes = table.Settings.Routes
            .Select(route => (route.Name, route.Pool, Counters: metrics.Route(route.Name)))
            .Append((Name: "", Pool: "", Counters: metrics.Unrouted))
            .Where(route => route.Counters is not null)
            .Select(route => (Counters: route.Counters!, Labels: new[] { ("route", route.Name), ("pool", route.Pool) }))
            .ToArray();

        text.Family("actorproxy_requests_total", "counter", "Requests answered; route is empty where none matched.");
        foreach (var (counters, labels) in routes)
            WriteStatuses(text, metrics.Statuses, counters, labels);
        text.Family("actorproxy_failures_total", "counter", "Requests that went wrong, by what went wrong.");
        foreach (var (counters, labels) in routes)
            WriteFailures(text, counters, labels);
        text.Family("actorproxy_retries_total", "counter", "Attempts beyond the first of a request.");
        foreach (var (counters, labels) in routes)
            text.Sample(counters.Retries, labels);
        text.Family("actorproxy_request_bytes_total", "counter", "Bytes of request bodies.");
        foreach (var (counters, labels) in routes)
            text.Sample(counters.BytesIn, labels);
        text.Family("actorproxy_response_bytes_total", "counter", "Bytes of response bodies.");
        foreach (var (counters, labels) in routes)
            text.Sample(counters.BytesOut, labels);
    }

    private static void WriteCompression(PrometheusText text, RoutingTable table, Metrics metrics)
    {
        var encoded =
            from route in table.Settings.Routes
            let counters = metrics.Compression(route.Name)
            where counters is not null
            from coding in CompressionMetrics.Codings
            where counters.Responses(coding) > 0
            select (Counters: counters, Coding: coding, Labels: new[] { ("route", route.Name), ("coding", coding.Name()) });
        var rows = encoded.ToArray();

        text.Family("actorproxy_encoded_responses_total", "counter", "Responses that got a content coding here.");
        foreach (var (counters, coding, labels) in rows)
            text.Sample(counters.Responses(coding), labels);
        text.Family("actorproxy_encoded_in_bytes_total", "counter", "Bytes of those responses before the coding.");
        foreach (var (counters, coding, labels) in rows)
            text.Sample(counters.BytesIn(coding), labels);
        text.Family("actorproxy_encoded_out_bytes_total", "counter", "Bytes of those responses after the coding.");
        foreach (var (counters, coding, labels) in rows)
            text.Sample(counters.BytesOut(coding), labels);
    }

    private static void WriteStatuses(PrometheusText text, StatusSlots statuses, RouteMetrics counters, (string, string)[] labels)
    {
        for (var slot = 0; slot < StatusSlots.Count; slot++)
        {
            if (statuses.Label(slot) is { } code && counters.Requests(slot) is > 0 and var requests)
                text.Sample(requests, [.. labels, ("code", code)]);
        }
    }

    private static void WriteFailures(PrometheusText text, RouteMetrics counters, (string, string)[] labels)
    {
        foreach (var failure in RouteMetrics.Failures)
        {
            if (failure != Failure.None && counters.Failed(failure) is > 0 and var failed)
                text.Sample(failed, [.. labels, ("kind", FailureName.Of(failure))]);
        }
    }

    private static void WriteBackends(PrometheusText text, Backend[] backends)
    {
        Each(text, backends, "actorproxy_backend_up", "gauge", "1 when the backend gets requests: not down, ejected or draining.",
            backend => backend.Health.IsEligible ? 1 : 0);
        Each(text, backends, "actorproxy_backend_in_flight", "gauge", "Requests being served by the backend.", backend => backend.InFlight);
        Each(text, backends, "actorproxy_backend_elsewhere_in_flight", "gauge", "Requests being served by the backend through other nodes, as the picker counts them.",
            backend => backend.ElsewhereInFlight);
        Each(text, backends, "actorproxy_backend_requests_total", "counter", "Requests sent to the backend.", backend => backend.Requests);
        Each(text, backends, "actorproxy_backend_failures_total", "counter", "Requests that failed by its fault.", backend => backend.Failures);
    }

    private static void WriteConnections(PrometheusText text, Backend[] backends)
    {
        Each(text, backends, "actorproxy_backend_connections_idle", "gauge", "Connections that wait for a request.",
            backend => Statistics(backend).Idle);
        Each(text, backends, "actorproxy_backend_connections_opened_total", "counter", "Connections made.",
            backend => Statistics(backend).Opened);
        Each(text, backends, "actorproxy_backend_connections_reused_total", "counter", "Requests that found an idle connection.",
            backend => Statistics(backend).Reused);
    }

    private static void WriteAnswers(PrometheusText text, Metrics metrics, Backend[] backends)
    {
        text.Family("actorproxy_backend_responses_total", "counter", "Requests that ended on the backend, by class of the status.");
        foreach (var backend in backends)
        {
            for (var statusClass = 1; statusClass <= 5; statusClass++)
            {
                if (metrics.Backend(backend)?.Responses(statusClass) is > 0 and var responses)
                    text.Sample(responses, [.. Labels(backend), ("class", $"{statusClass}xx")]);
            }
        }

        text.Family("actorproxy_request_duration_seconds", "histogram", "Time from the request's headers to the last byte of the response.");
        foreach (var backend in backends)
        {
            if (metrics.Backend(backend) is { } counters)
                WriteHistogram(text, counters, Labels(backend));
        }
    }

    private static void WriteHistogram(PrometheusText text, BackendMetrics counters, (string, string)[] labels)
    {
        long count = 0;
        for (var bucket = 0; bucket <= BackendMetrics.Bounds.Length; bucket++)
        {
            count += counters.Bucket(bucket);
            var bound = bucket < BackendMetrics.Bounds.Length ? BackendMetrics.Bounds[bucket] : double.PositiveInfinity;
            text.Sample("_bucket", count, [.. labels, ("le", PrometheusText.Number(bound))]);
        }

        text.Sample("_sum", counters.Seconds, labels);
        text.Sample("_count", count, labels);
    }

    private static void Each(PrometheusText text, Backend[] backends, string name, string type, string help, Func<Backend, double> value)
    {
        text.Family(name, type, help);
        foreach (var backend in backends)
            text.Sample(value(backend), Labels(backend));
    }

    private static (string, string)[] Labels(Backend backend) => [("pool", backend.Pool), ("backend", backend.Id)];

    private static UpstreamStatistics Statistics(Backend backend) => (backend.Upstream as HttpUpstream)?.Statistics ?? default;
}
