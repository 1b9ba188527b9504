using ActorProxy.Streams.Compression;

namespace ActorProxy.Host.Diagnostics;

/// <summary>What was encoded on one route, by coding.</summary>
internal sealed class CompressionMetrics
{
    private const int ResponsesCell = 0;
    private const int BytesInCell = 1;
    private const int BytesOutCell = 2;
    private const int CellsOfCoding = 3;

    /// <summary>Every coding that there are counters for.</summary>
    public static readonly ContentCoding[] Codings = [ContentCoding.Zstd, ContentCoding.Brotli, ContentCoding.Gzip];

    private readonly StripedCells _cells = new(ContentCodings.Count * CellsOfCoding);

    /// <summary>Responses, those included that broke off.</summary>
    public long Responses(ContentCoding coding) => _cells.Sum(Cell(coding, ResponsesCell));

    /// <summary>Bytes that came from backends.</summary>
    public long BytesIn(ContentCoding coding) => _cells.Sum(Cell(coding, BytesInCell));

    /// <summary>Bytes that went to clients.</summary>
    public long BytesOut(ContentCoding coding) => _cells.Sum(Cell(coding, BytesOutCell));

    /// <summary>Counts one response.</summary>
    public void Record(ContentCoding coding, long bytesIn, long bytesOut)
    {
        var cells = _cells.Mine;
        Interlocked.Increment(ref cells[Cell(coding, ResponsesCell)]);
        Interlocked.Add(ref cells[Cell(coding, BytesInCell)], bytesIn);
        Interlocked.Add(ref cells[Cell(coding, BytesOutCell)], bytesOut);
    }

    private static int Cell(ContentCoding coding, int cell) => ((int)coding * CellsOfCoding) + cell;
}
