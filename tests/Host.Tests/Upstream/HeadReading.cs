using System.Text;
using ActorProxy.Host.Upstream;
using ActorProxy.Streams.Bodies;

namespace ActorProxy.Host.Tests.Upstream;

/// <summary>Reads heads without a socket.</summary>
internal static class HeadReading
{
    public static DecodeStatus Read(this ResponseHeadParser parser, string wire, bool headRequest = false)
    {
        parser.Start();
        return parser.Parse(Encoding.Latin1.GetBytes(wire), headRequest, out _);
    }

    public static ResponseHead Head(string wire, bool headRequest = false)
    {
        var parser = new ResponseHeadParser();
        Assert.Equal(DecodeStatus.Done, parser.Read(wire, headRequest));
        return parser.Head;
    }

    /// <summary>Everything that a head says, as text.</summary>
    public static string Describe(this ResponseHead head) =>
        $"{head.Status} {head.Reason} {head.IsHttp10} {head.Framing} {head.ContentLength} {head.KeepAlive} {head.UpgradeProtocol}|{head.Fields.Describe()}";

    public static string Describe(this FieldList fields) =>
        string.Join('|', Enumerable.Range(0, fields.Count).Select(i => $"{fields.Name(i)}={fields.Value(i)}"));
}
