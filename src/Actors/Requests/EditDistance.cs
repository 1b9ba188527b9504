namespace ActorProxy.Actors.Requests;

/// <summary>Finds what somebody may have meant.</summary>
internal static class EditDistance
{
    /// <summary>The candidate that takes the fewest edits (at most a third of its length), or null.</summary>
    public static string? Nearest(string text, IEnumerable<string> candidates) => candidates
        .Select(candidate => (Candidate: candidate, Edits: Between(text, candidate)))
        .Where(pair => pair.Edits <= Math.Max(1, pair.Candidate.Length / 3))
        .OrderBy(pair => pair.Edits).ThenBy(pair => pair.Candidate, StringComparer.Ordinal)
        .FirstOrDefault().Candidate;

    /// <summary>Insertions, deletions, replacements and swaps of neighbours; letter case is free.</summary>
    public static int Between(string a, string b)
    {
        var before = new int[b.Length + 1];
        var above = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = above[j - 1] + (Same(a[i - 1], b[j - 1]) ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(above[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            (before, above) = (above, row);
        }

        return above[b.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
