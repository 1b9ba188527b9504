using System.Globalization;
using System.Text;

namespace ActorProxy.Host.Admin;

/// <summary>What changed between two texts, by lines, in the unified format that <c>patch</c> reads.</summary>
internal static class LineDiff
{
    private const int Context = 3;

    // Beyond it the difference is shown as one block: nobody reads it line by line.
    private const int MostCells = 4_000_000;

    /// <summary>Empty when nothing did.</summary>
    public static string Between(string fromName, string from, string toName, string to)
    {
        var edits = Edits(from.ReplaceLineEndings("\n").Split('\n'), to.ReplaceLineEndings("\n").Split('\n'));
        if (edits.All(edit => edit.Sign == ' '))
            return "";
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"--- {fromName}\n+++ {toName}\n"));
        foreach (var (first, last) in Hunks(edits))
            Write(text, edits, first, last);
        return text.ToString();
    }

    private static List<Edit> Edits(string[] from, string[] to)
    {
        var same = 0;
        while (same < from.Length && same < to.Length && from[same] == to[same])
            same++;
        var tail = 0;
        while (tail < from.Length - same && tail < to.Length - same && from[^(tail + 1)] == to[^(tail + 1)])
            tail++;
        var edits = from.Take(same).Select(line => new Edit(' ', line)).ToList();
        Middle(from[same..^tail], to[same..^tail], edits);
        edits.AddRange(from[^tail..].Select(line => new Edit(' ', line)));
        return edits;
    }

    // The longest common subsequence, by the table that everybody knows.
    private static void Middle(string[] from, string[] to, List<Edit> edits)
    {
        var common = (long)from.Length * to.Length <= MostCells ? Table(from, to) : new int[1, 1];
        var (i, j) = (0, 0);
        while (i < from.Length || j < to.Length)
        {
            var isTable = common.Length > 1;
            if (isTable && i < from.Length && j < to.Length && from[i] == to[j])
            {
                edits.Add(new Edit(' ', from[i++]));
                j++;
            }
            else if (i < from.Length && (j == to.Length || !isTable || common[i + 1, j] >= common[i, j + 1]))
            {
                edits.Add(new Edit('-', from[i++]));
            }
            else
            {
                edits.Add(new Edit('+', to[j++]));
            }
        }
    }

    private static int[,] Table(string[] from, string[] to)
    {
        var common = new int[from.Length + 1, to.Length + 1];
        for (var i = from.Length - 1; i >= 0; i--)
        {
            for (var j = to.Length - 1; j >= 0; j--)
                common[i, j] = from[i] == to[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        return common;
    }

    private static IEnumerable<(int First, int Last)> Hunks(List<Edit> edits)
    {
        var changed = Enumerable.Range(0, edits.Count).Where(index => edits[index].Sign != ' ').ToArray();
        var first = changed[0];
        for (var at = 0; at < changed.Length; at++)
        {
            if (at + 1 < changed.Length && changed[at + 1] - changed[at] <= 2 * Context)
                continue;
            yield return (Math.Max(0, first - Context), Math.Min(edits.Count - 1, changed[at] + Context));
            first = at + 1 < changed.Length ? changed[at + 1] : 0;
        }
    }

    private static void Write(StringBuilder text, List<Edit> edits, int first, int last)
    {
        var before = edits.Take(first).ToArray();
        var hunk = edits[first..(last + 1)];
        text.Append(CultureInfo.InvariantCulture, $"@@ -{before.Count(edit => edit.Sign != '+') + 1},{hunk.Count(edit => edit.Sign != '+')}");
        text.Append(CultureInfo.InvariantCulture, $" +{before.Count(edit => edit.Sign != '-') + 1},{hunk.Count(edit => edit.Sign != '-')} @@\n");
        foreach (var edit in hunk)
            text.Append(edit.Sign).Append(edit.Line).Append('\n');
    }

    private readonly record struct Edit(char Sign, string Line);
}
