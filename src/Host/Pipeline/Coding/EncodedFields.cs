using ActorProxy.Host.Upstream;
using ActorProxy.Streams.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace ActorProxy.Host.Pipeline.Coding;

/// <summary>What a content coding changes in the fields of a message (RFC 9110 section 8; RFC 9530).</summary>
internal static class EncodedFields
{
    // They are about bytes that nobody gets (RFC 9530 sections 2 and 3; RFC 2616 section 14.15).
    private static readonly string[] Sums = ["Content-MD5", "Digest", "Content-Digest", "Repr-Digest"];

    /// <summary>Makes the head of a response that of a variant: identity is one, too.</summary>
    public static void Write(IHeaderDictionary headers, ContentCoding coding)
    {
        AddVary(headers);
        if (coding is ContentCoding.Identity)
            return;
        headers.ContentEncoding = coding.Name();
        headers.ContentLength = null;
        // A range of an encoded body would have to be encoded anew.
        headers.Remove("Accept-Ranges");
        RemoveSums(headers);
        if (headers.ETag.Count == 1)
            headers.ETag = EntityTag.Of(headers.ETag[0]!, coding);
    }

    /// <summary>Says that another client may get another variant (RFC 9110 section 12.5.5).</summary>
    public static void AddVary(IHeaderDictionary headers)
    {
        var vary = headers.Vary;
        if (vary.Count == 0)
            headers.Vary = "Accept-Encoding";
        else if (!Names(vary, "Accept-Encoding") && !Names(vary, "*"))
            headers.Vary = StringValues.Concat(vary, "Accept-Encoding");
    }

    /// <summary>Removes what is about the bytes before they were encoded or decoded.</summary>
    public static void RemoveSums(IHeaderDictionary headers)
    {
        foreach (var name in Sums)
            headers.Remove(name);
    }

    /// <inheritdoc cref="RemoveSums(IHeaderDictionary)" />
    public static void RemoveSums(FieldList trailers)
    {
        foreach (var name in Sums)
            trailers.Remove(name);
    }

    private static bool Names(StringValues vary, string name)
    {
        foreach (var line in vary)
        {
            foreach (var range in line.AsSpan().Split(','))
            {
                if (line.AsSpan(range).Trim(" \t").Equals(name, StringComparison.OrdinalIgnoreCase))
                    return true;
            }
        }

        return false;
    }
}
