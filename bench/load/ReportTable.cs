using System.Globalization;
using System.Text;

namespace ActorProxy.Bench.Load;

/// <summary>A table of text cells; the first column is aligned left, the others right.</summary>
internal sealed record ReportTable(IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows, string Caption = "")
{
    /// <summary>A single figure.</summary>
    public static ReportTable Of(string what, long count) => new([what], [[Cell(count, "0")]]);

    /// <summary>Padded, so that it is a table on a terminal too.</summary>
    public string ToMarkdown()
    {
        var widths = Header.Select((cell, column) => Rows.Select(row => row[column].Length).Append(cell.Length).Append(2).Max()).ToArray();
        var text = new StringBuilder();
        if (Caption.Length > 0)
            text.Append("## ").Append(Caption).Append("\n\n");
        Line(text, Header, widths);
        Line(text, [.. widths.Select((width, column) => column == 0 ? new string('-', width) : new string('-', width - 1) + ":")], widths);
        foreach (var row in Rows)
            Line(text, row, widths);
        return text.ToString();
    }

    /// <summary>A number for a cell; nothing measured is a dash.</summary>
    public static string Cell(double value, string format) =>
        double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "-";

    private static void Line(StringBuilder text, IReadOnlyList<string> cells, int[] widths)
    {
        text.Append('|');
        for (var column = 0; column < cells.Count; column++)
        {
            var padded = column == 0 ? cells[column].PadRight(widths[column]) : cells[column].PadLeft(widths[column]);
            text.Append(' ').Append(padded).Append(" |");
        }

        text.Append('\n');
    }
}
