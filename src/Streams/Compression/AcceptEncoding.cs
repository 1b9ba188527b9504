namespace ActorProxy.Streams.Compression;

/// <summary>
/// What a client says in Accept-Encoding (RFC 9110 section 12.5.3). Weights are thousandths. Without the field everything is
/// acceptable, but nothing says that the client can undo a coding, so identity is chosen; an empty field accepts identity alone.
/// </summary>
public readonly struct AcceptEncoding
{
    /// <summary>Characters that are looked at; no honest client sends more, and each costs work.</summary>
    public const int MaxLength = 1024;

    private const short Unlisted = -1;
    private const short Full = 1000;

    private readonly bool _isPresent;
    private readonly short _any;
    private readonly short _identity;
    private readonly short _gzip;
    private readonly short _brotli;
    private readonly short _zstd;

    private AcceptEncoding(ReadOnlySpan<short> weights, short any)
    {
        _isPresent = true;
        _any = any;
        _identity = weights[(int)ContentCoding.Identity];
        _gzip = weights[(int)ContentCoding.Gzip];
        _brotli = weights[(int)ContentCoding.Brotli];
        _zstd = weights[(int)ContentCoding.Zstd];
    }

    /// <summary>
    /// Reads the field, its lines joined by commas; null when there is none. An element that is malformed counts as if it were not
    /// there. Of two elements for one coding the lower weight counts, so that what is refused anywhere is never sent.
    /// </summary>
    public static AcceptEncoding Parse(string? field)
    {
        if (field is null)
            return default;
        Span<short> weights = [Unlisted, Unlisted, Unlisted, Unlisted];
        var any = Unlisted;
        var rest = Bounded(field);
        while (!rest.IsEmpty)
        {
            var comma = rest.IndexOf(',');
            var element = comma < 0 ? rest : rest[..comma];
            rest = comma < 0 ? default : rest[(comma + 1)..];
            if (!TryParseElement(element, out var name, out var weight))
                continue;
            if (name is "*")
                any = Lower(any, weight);
            else if (ContentCodings.TryParse(name, out var coding))
                weights[(int)coding] = Lower(weights[(int)coding], weight);
        }

        return new AcceptEncoding(weights, any);
    }

    /// <summary>Whether a response in this coding may be sent.</summary>
    public bool Accepts(ContentCoding coding)
    {
        if (!_isPresent)
            return true;
        var weight = Weight(coding);
        return coding is ContentCoding.Identity ? weight != 0 : weight > 0;
    }

    /// <summary>
    /// The coding with the highest weight, the one that is offered first where weights are equal. Identity is always on offer, behind
    /// the others. Null when not even that is acceptable.
    /// </summary>
    public ContentCoding? Choose(ReadOnlySpan<ContentCoding> offered)
    {
        if (!_isPresent)
            return ContentCoding.Identity;
        ContentCoding? best = null;
        var highest = 0;
        foreach (var coding in offered)
        {
            if (coding is ContentCoding.Identity || Weight(coding) <= highest)
                continue;
            highest = Weight(coding);
            best = coding;
        }

        // Identity that is not named is acceptable, yet whoever names others would rather have those.
        return Accepts(ContentCoding.Identity) && (best is null || _identity > highest) ? ContentCoding.Identity : best;
    }

    private short Weight(ContentCoding coding)
    {
        var weight = coding switch
        {
            ContentCoding.Gzip => _gzip,
            ContentCoding.Brotli => _brotli,
            ContentCoding.Zstd => _zstd,
            _ => _identity,
        };
        return weight == Unlisted ? _any : weight;
    }

    // An element that the bound cuts through is left out with the rest.
    private static ReadOnlySpan<char> Bounded(string field) =>
        field.Length <= MaxLength ? field : field.AsSpan(0, Math.Max(field.AsSpan(0, MaxLength).LastIndexOf(','), 0));

    private static short Lower(short known, short weight) => known == Unlisted ? weight : Math.Min(known, weight);

    private static bool TryParseElement(ReadOnlySpan<char> element, out ReadOnlySpan<char> name, out short weight)
    {
        weight = Full;
        var semicolon = element.IndexOf(';');
        name = (semicolon < 0 ? element : element[..semicolon]).Trim(" \t");
        return !name.IsEmpty && (semicolon < 0 || TryParseWeight(element[(semicolon + 1)..].Trim(" \t"), out weight));
    }

    // weight = "q=" ( "0" [ "." 0*3DIGIT ] / "1" [ "." 0*3("0") ] ); digits beyond the third are let pass.
    private static bool TryParseWeight(ReadOnlySpan<char> parameter, out short weight)
    {
        weight = 0;
        if (parameter.Length < 3 || parameter[0] is not ('q' or 'Q') || parameter[1] != '=' || parameter[2] is not ('0' or '1'))
            return false;
        weight = parameter[2] == '1' ? Full : (short)0;
        if (parameter.Length == 3)
            return true;
        if (parameter[3] != '.')
            return false;

        var unit = 100;
        foreach (var digit in parameter[4..])
        {
            if (!char.IsAsciiDigit(digit))
                return false;
            weight += (short)((digit - '0') * unit);
            unit /= 10;
        }

        return weight <= Full;
    }
}
