using System.Text.Json;
using System.Text.Json.Serialization;
using ActorProxy.Streams.Caching.Store;

namespace ActorProxy.Streams.Caching.Disk;

/// <summary>
/// Purges that files on disk have not been held against yet. A purge is written here and is in force when that is done; a file is held
/// against it when it is next looked at, so that a purge of a million files takes no longer than one of a single one.
/// </summary>
internal sealed class BanList(string path)
{
    private readonly Lock _gate = new();
    private volatile Ban[] _bans = Read(path);

    /// <summary>The place of the newest in the order of all that was stored and purged.</summary>
    public long NewestSequence => _bans.Length == 0 ? 0 : _bans.Max(ban => ban.Sequence);

    /// <summary>
    /// Bans what is meant and was stored before it. Throws IOException when it cannot be kept: then it is in force until the process ends.
    /// </summary>
    public void Add(CachePurge purge, long sequence)
    {
        var ban = new Ban(purge.IsSoft, purge.Url, purge.Prefix, purge.Host, purge.Tag, sequence);
        lock (_gate)
        {
            // The same one again says all that the one before said, and whoever tries again on a full disk does so without end.
            _bans = [.. _bans.Where(known => known.Purge != ban.Purge), ban];
            using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
            // It begins a line of its own, for what a full disk took of the one before may stand there.
            file.Write([(byte)'\n', .. JsonSerializer.SerializeToUtf8Bytes(ban, BanJson.Default.Ban), (byte)'\n']);
            file.Flush(flushToDisk: true);
        }
    }

    /// <summary>What is to become of a file.</summary>
    public BanVerdict Judge(DiskHead head, Func<CachePurge, bool> isMeant)
    {
        var verdict = BanVerdict.Stays;
        foreach (var ban in _bans)
        {
            if (ban.Sequence < head.Sequence || !ban.Purge.MayMean(head.Key) || !isMeant(ban.Purge))
                continue;
            if (!ban.IsSoft)
                return BanVerdict.Goes;
            verdict = BanVerdict.Stale;
        }

        return verdict;
    }

    /// <summary>Forgets those up to a place in the order: every file older than it has been held against them.</summary>
    public void Forget(long sequence)
    {
        lock (_gate)
        {
            _bans = [.. _bans.Where(ban => ban.Sequence > sequence)];
            var lines = _bans.Select(ban => JsonSerializer.Serialize(ban, BanJson.Default.Ban));
            File.WriteAllLines(path + DiskFile.Unfinished, lines);
            File.Move(path + DiskFile.Unfinished, path, overwrite: true);
        }
    }

    // A line that was cut off by the end of the process was not in force yet.
    private static Ban[] Read(string path)
    {
        if (!File.Exists(path))
            return [];
        var bans = new List<Ban>();
        foreach (var line in File.ReadLines(path))
        {
            try
            {
                if (JsonSerializer.Deserialize(line, BanJson.Default.Ban) is { } ban)
                    bans.Add(ban);
            }
            catch (JsonException)
            {
                continue;
            }
        }

        return [.. bans];
    }
}

/// <summary>A purge and its place in the order.</summary>
internal sealed record Ban(bool IsSoft, string? Url, string? Prefix, string? Host, string? Tag, long Sequence)
{
    [JsonIgnore]
    public CachePurge Purge => new(IsSoft) { Url = Url, Prefix = Prefix, Host = Host, Tag = Tag };
}

/// <summary>What becomes of a file.</summary>
internal enum BanVerdict
{
    Stays,
    Stale,
    Goes,
}

[JsonSerializable(typeof(Ban))]
internal sealed partial class BanJson : JsonSerializerContext;
