using System.Globalization;

namespace ActorProxy.Bench.Load;

/// <summary>What a process and its descendants have used, from <c>/proc/PID/stat</c> (proc(5)).</summary>
/// <param name="Cpu">User and system time since they started, ended children included; the kernel counts in steps of 10 ms.</param>
/// <param name="ResidentBytes">Sum of their resident sets; pages that they share count once for each.</param>
internal readonly record struct ProcessUsage(TimeSpan Cpu, long ResidentBytes)
{
    private const int TicksPerSecond = 100;

    /// <summary>Adds up the tree below <paramref name="root"/>.</summary>
    public static ProcessUsage OfTree(int root)
    {
        var tree = Tree(root);
        var ticks = tree.Sum(process => process.Ticks);
        return new ProcessUsage(TimeSpan.FromSeconds((double)ticks / TicksPerSecond), tree.Sum(process => process.Pages) * Environment.SystemPageSize);
    }

    /// <summary>The largest resident set that one process had so far.</summary>
    public static long PeakResidentBytes(int process)
    {
        const string name = "VmHWM:";
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line[name.Length..^"kB".Length], CultureInfo.InvariantCulture) * 1024;
    }

    /// <summary>The ids of a process and its descendants.</summary>
    public static IReadOnlyList<int> TreeIds(int root) => [.. Tree(root).Select(process => process.Id)];

    private static List<Stat> Tree(int root)
    {
        var all = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
            .Where(name => char.IsAsciiDigit(name![0])).Select(name => Stat.TryRead(name!)).OfType<Stat>().ToList();
        var tree = all.Where(process => process.Id == root).ToList();
        for (var next = 0; next < tree.Count; next++)
            tree.AddRange(all.Where(process => process.Parent == tree[next].Id));
        return tree;
    }

    private sealed record Stat(int Id, int Parent, long Ticks, long Pages)
    {
        public static Stat? TryRead(string id)
        {
            try
            {
                // The name in parentheses may hold anything; what follows its last one are numbers, from field 3 on.
                var text = File.ReadAllText($"/proc/{id}/stat");
                var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
                var ticks = fields[11..15].Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
                return new Stat(Number(id), Number(fields[1]), ticks, Number(fields[21]));
            }
            catch (IOException)
            {
                return null; // It ended while we looked.
            }
        }

        private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
    }
}
