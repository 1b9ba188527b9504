using System.Globalization;
using System.Text;
using ActorProxy.Actors.Requests;

namespace ActorProxy.Host.Diagnostics;

/// <summary>
/// Writes the common log format with what the proxy knows behind it:
/// <c>client - - [time] "METHOD target PROTO" status bytes duration_ms route pool backend attempts failure request_id</c>.
/// A word that is not known is <c>-</c>.
/// </summary>
internal sealed class AccessLogFormat(TimeProvider time)
{
    // Names are looked up, never made, per request.
    private static readonly string[] FailureNames = [.. Enum.GetValues<Failure>().Select(FailureName.Of)];

    // The bracketed time changes once a second; in between every line copies it.
    private volatile Stamp _stamp = new(0, []);

    /// <summary>Appends one line, its line feed included.</summary>
    public void Write(AccessLogLine line, in RequestRecord record)
    {
        var settings = record.Route?.Settings;
        line.Word(record.ClientIp).Raw(" - - "u8).Raw(Now()).Raw(" \""u8);
        line.Text(record.Method).Raw(" "u8).Text(record.Target).Raw(" "u8).Text(record.Protocol).Raw("\" "u8);
        line.Number(record.Status).Raw(" "u8).Number(record.BytesOut).Raw(" "u8);
        line.Thousandths(Microseconds(record.EndTimestamp - record.StartTimestamp)).Raw(" "u8);
        line.Word(settings?.Name).Raw(" "u8).Word(settings?.Pool).Raw(" "u8).Word(record.Backend?.Id).Raw(" "u8);
        line.Number(record.Attempts).Raw(" "u8).Word(FailureNames[(int)record.Failure]).Raw(" "u8);
        line.Word(record.RequestId).Raw("\n"u8);
    }

    private long Microseconds(long ticks) => Math.Max(0, ticks) / Math.Max(1, time.TimestampFrequency / 1_000_000);

    private byte[] Now()
    {
        var now = time.GetUtcNow();
        var second = now.ToUnixTimeSeconds();
        var stamp = _stamp;
        if (stamp.Second != second)
            _stamp = stamp = new Stamp(second, Encoding.ASCII.GetBytes(now.ToString("'['dd/MMM/yyyy:HH:mm:ss +0000']'", CultureInfo.InvariantCulture)));
        return stamp.Text;
    }

    private sealed record Stamp(long Second, byte[] Text);
}
