using System.Globalization;
using System.IO.Pipelines;
using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Routing;
using ActorProxy.Host.Pipeline;
using ActorProxy.Streams.Caching.Rules;
using ActorProxy.Streams.Caching.Stored;
using Microsoft.AspNetCore.Http;

namespace ActorProxy.Host.Caching;

/// <summary>Answers a client with a stored response: whole, in part, or with the word that the client's own copy is right.</summary>
internal sealed class CacheAnswer(StoredEncoder encoder)
{
    private const int Slice = 16 * 1024;

    /// <summary>Writes it to its end, or as far as it comes.</summary>
    public ValueTask<Failure> WriteAsync(RouteCache cache, ProxyRequest request, Route route, StoredResponse stored, string status)
    {
        var length = stored.Body.State is BodyState.Complete ? stored.Body.Length : stored.AnnouncedLength;
        var headers = request.Headers;
        request.CacheStatus = status;
        if (stored.Status is >= 200 and < 300 && Preconditions.IsNotModified(FieldText.Joined(headers.IfNoneMatch), FieldText.Joined(headers.IfModifiedSince), stored.Fields, stored.ReceivedAt))
            return WriteHeadAsync(cache, request, route, stored, StatusCodes.Status304NotModified);

        var verdict = RangeVerdict.Whole;
        var range = new ByteRange(0, length);
        if (headers.Range.Count > 0 && request.Method == "GET" && stored.Status == 200 && length >= 0 && Preconditions.AllowsRange(FieldText.Joined(headers.IfRange), stored.Fields))
            verdict = ByteRange.Parse(headers.Range.ToString(), length, out range);
        return verdict switch
        {
            RangeVerdict.Whole => WriteBodyAsync(cache, request, route, stored, new ByteRange(0, length), StatusCodes.Status200OK),
            RangeVerdict.Part => WriteBodyAsync(cache, request, route, stored, range, StatusCodes.Status206PartialContent),
            _ => WriteUnsatisfiableAsync(cache, request, route, stored, length),
        };
    }

    private static async ValueTask<Failure> WriteHeadAsync(RouteCache cache, ProxyRequest request, Route route, StoredResponse stored, int status)
    {
        StoredHead.Write(cache, request, route, stored, status);
        BodyPlan.For(request, route, new BodyFacts(status, -1, HasBody: false));
        await request.ResponseBody.StartAsync(CancellationToken.None);
        return Failure.None;
    }

    private static ValueTask<Failure> WriteUnsatisfiableAsync(RouteCache cache, ProxyRequest request, Route route, StoredResponse stored, long length)
    {
        request.ResponseHeaders.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{length}");
        request.ResponseHeaders.ContentLength = 0;
        return WriteHeadAsync(cache, request, route, stored, StatusCodes.Status416RangeNotSatisfiable);
    }

    private async ValueTask<Failure> WriteBodyAsync(
        RouteCache cache, ProxyRequest request, Route route, StoredResponse stored, ByteRange range, int status)
    {
        var isPart = status == StatusCodes.Status206PartialContent;
        StoredHead.Write(cache, request, route, stored, isPart ? status : stored.Status);
        if (isPart)
            request.ResponseHeaders.ContentRange = range.ContentRange(stored.Body.State is BodyState.Complete ? stored.Body.Length : stored.AnnouncedLength);
        var ending = isPart ? default : StoredEnding.For(request, stored);
        if (range.Length >= 0 && stored.Status != StatusCodes.Status204NoContent && !ending.IsChunked)
            request.ResponseHeaders.ContentLength = range.Length;
        var plan = BodyPlan.For(request, route, new BodyFacts(request.Status, range.Length, request.Method != "HEAD"));
        if (plan.Refusal != Failure.None)
            return plan.Refusal;
        if (plan.EncodesBody)
            return await encoder.WriteAsync(cache, request, stored, plan, ending);
        var isBodiless = request.Method == "HEAD" || (range.Length == 0 && !ending.MayTrail);
        if (!isBodiless && !stored.Body.TryGetWhole(out _))
            return await ReadAsync(request, stored.Body, range, ending);
        await request.ResponseBody.StartAsync(CancellationToken.None);
        if (isBodiless)
            return Failure.None;
        stored.Body.TryGetWhole(out var whole);
        // A body that has come to its end since its range was made has a length now.
        var data = range.Length >= 0 ? whole.Slice((int)range.Start, (int)range.Length) : whole;
        request.BytesOut = data.Length;
        var output = request.ResponseBody.Writer;
        ending.Write(output, data.Span);
        ending.WriteEnd(output);
        return ResponseRelay.IsClientGone(await output.FlushAsync()) ? Failure.ClientAborted : Failure.None;
    }

    // The head leaves when the first bytes of a file are here and known to be right.
    private static async ValueTask<Failure> ReadAsync(ProxyRequest request, CachedBody body, ByteRange range, StoredEnding ending)
    {
        using var reader = body.OpenReader(range.Start);
        if (reader is null)
            return Failure.StoredBroken;
        var first = body.State is BodyState.Complete ? await reader.ReadAsync() : default;
        if (first.State is BodyState.Broken)
            return Failure.StoredBroken;
        await request.ResponseBody.StartAsync(CancellationToken.None);
        return await CopyAsync(request, reader, first, range.Length >= 0 ? range.Length : long.MaxValue, ending);
    }

    private static async ValueTask<Failure> CopyAsync(ProxyRequest request, BodyReader reader, BodyRead read, long left, StoredEnding ending)
    {
        var output = request.ResponseBody.Writer;
        while (true)
        {
            if (read.Data.IsEmpty && read.State is not BodyState.Open)
                return read.State is BodyState.Complete ? await EndAsync(output, ending) : Failure.ResponseTruncated;
            var data = read.Data[..(int)Math.Min(read.Data.Length, left)];
            left -= data.Length;
            if (!await TryWriteAsync(request, output, data, ending))
                return Failure.ClientAborted;
            if (left == 0)
                return await EndAsync(output, ending);
            var receive = reader.ReadAsync();
            if (!receive.IsCompleted && ResponseRelay.IsClientGone(await output.FlushAsync()))
                return Failure.ClientAborted;
            read = await receive;
        }
    }

    private static async ValueTask<Failure> EndAsync(PipeWriter output, StoredEnding ending)
    {
        if (!ending.MayTrail)
            return Failure.None;
        ending.WriteEnd(output);
        return ResponseRelay.IsClientGone(await output.FlushAsync()) ? Failure.ClientAborted : Failure.None;
    }

    // In slices: the bytes are here anyway, and what is copied for a client who does not take it is memory for nothing.
    private static async ValueTask<bool> TryWriteAsync(ProxyRequest request, PipeWriter output, ReadOnlyMemory<byte> data, StoredEnding ending)
    {
        while (!data.IsEmpty)
        {
            var slice = data[..Math.Min(data.Length, Slice)];
            data = data[slice.Length..];
            request.BytesOut += slice.Length;
            ending.Write(output, slice.Span);
            if (ResponseRelay.IsClientGone(await output.FlushAsync()))
                return false;
        }

        return true;
    }
}
