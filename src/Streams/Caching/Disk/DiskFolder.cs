using System.Globalization;

namespace ActorProxy.Streams.Caching.Disk;

/// <summary>Names of files: two for each stored response, spread over 256 folders.</summary>
internal sealed class DiskFolder
{
    private const string Head = ".head";
    private const string Body = ".body";
    private const int Folders = 256;

    private readonly string _path;

    /// <summary>Makes the folder. Throws IOException or UnauthorizedAccessException where it cannot.</summary>
    public DiskFolder(string path)
    {
        _path = path;
        Directory.CreateDirectory(path);
    }

    public string Bans => Path.Combine(_path, "bans");

    public string Lock => Path.Combine(_path, "lock");

    public string HeadOf(long file) => NameOf(file) + Head;

    public string BodyOf(long file) => NameOf(file) + Body;

    /// <summary>The name of a body that is to be written, in a folder that is there.</summary>
    public string NewBodyOf(long file)
    {
        var name = BodyOf(file);
        Directory.CreateDirectory(Path.GetDirectoryName(name)!);
        return name;
    }

    /// <summary>Clears away what no process finished, and gives the numbers of what is left.</summary>
    public List<long> Clean()
    {
        var files = new List<long>();
        foreach (var folder in Enumerable.Range(0, Folders).Select(FolderOf).Where(Directory.Exists))
        {
            var names = Directory.GetFiles(folder).ToHashSet();
            foreach (var name in names)
            {
                var number = Path.GetFileNameWithoutExtension(name);
                if (name.EndsWith(Head, StringComparison.Ordinal) && long.TryParse(number, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var file))
                    files.Add(file);
                else if (!name.EndsWith(Body, StringComparison.Ordinal) || !names.Contains(Path.ChangeExtension(name, Head)))
                    File.Delete(name);
            }
        }

        return files;
    }

    /// <summary>Deletes a response; the head first, for without it the body is nothing.</summary>
    public void Delete(long file)
    {
        Delete(HeadOf(file));
        Delete(BodyOf(file));
    }

    /// <summary>Null when it is not what was written.</summary>
    public DiskHead? ReadHead(long file)
    {
        try
        {
            var info = new FileInfo(HeadOf(file));
            return info.Exists && info.Length <= DiskHead.MaxSize ? DiskHead.Parse(File.ReadAllBytes(info.FullName)) : null;
        }
        catch (Exception fault) when (DiskFaults.Are(fault))
        {
            return null;
        }
    }

    /// <summary>In one step: there is the old head or the new one.</summary>
    public void WriteHead(long file, DiskHead head)
    {
        var name = HeadOf(file);
        try
        {
            File.WriteAllBytes(name + DiskFile.Unfinished, head.ToBytes());
            File.Move(name + DiskFile.Unfinished, name, overwrite: true);
        }
        catch (Exception fault) when (DiskFaults.Are(fault))
        {
            Delete(name + DiskFile.Unfinished);
            throw;
        }
    }

    private static void Delete(string name)
    {
        try
        {
            File.Delete(name);
        }
        catch (Exception fault) when (DiskFaults.Are(fault))
        {
            // The next start tries again.
        }
    }

    private string FolderOf(int index) => Path.Combine(_path, index.ToString("x2", CultureInfo.InvariantCulture));

    private string NameOf(long file) => Path.Combine(FolderOf((int)(file & (Folders - 1))), file.ToString("x16", CultureInfo.InvariantCulture));
}
