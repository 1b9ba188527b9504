using System.Text;

namespace ActorProxy.Bench.Load;

/// <summary>What a scenario found, as it is printed and kept: Markdown.</summary>
/// <param name="Title">What was measured.</param>
/// <param name="Reading">How to read it.</param>
/// <param name="Tables">The numbers.</param>
/// <param name="Facts">Command, date, machine, versions, what was left out.</param>
internal sealed record Report(string Title, string Reading, IReadOnlyList<ReportTable> Tables, IReadOnlyList<string> Facts)
{
    public string ToMarkdown()
    {
        var text = new StringBuilder().Append("# ").Append(Title).Append("\n\n").Append(Reading).Append("\n\n");
        foreach (var table in Tables)
            text.Append(table.ToMarkdown()).Append('\n');
        foreach (var fact in Facts)
            text.Append("- ").Append(fact).Append('\n');
        return text.ToString();
    }
}
