using System.Net;
using ActorProxy.Actors.Settings;
using ActorProxy.Host.Configuration.Values;

namespace ActorProxy.Host.Tests.Configuration.Values;

public sealed class ValueTextTests
{
    [Theory]
    [InlineData("127.0.0.1:8080", "127.0.0.1:8080")]
    [InlineData("0.0.0.0:0", "0.0.0.0:0")]
    [InlineData("[::]:443", "[::]:443")]
    [InlineData("[fe80::1]:65535", "[fe80::1]:65535")]
    public void Endpoint_AddressAndPort_IsRead(string text, string expected) =>
        Assert.Equal(IPEndPoint.Parse(expected), EndpointText.Parse(text).Value);

    [Theory]
    [InlineData("8080", "not an address and a port")]
    [InlineData("127.0.0.1", "not an address and a port")]
    [InlineData("[::1]", "not an address and a port")]
    [InlineData("127.0.0.1:65536", "'65536' is not a port")]
    [InlineData("127.0.0.1:-1", "'-1' is not a port")]
    [InlineData("127.0.0.1:", "'' is not a port")]
    [InlineData(":80", "0.0.0.0:80")]
    [InlineData("*:80", "0.0.0.0:80")]
    [InlineData("::1:80", "[::1]:80")]
    [InlineData("localhost:80", "127.0.0.1 for localhost")]
    [InlineData("10.1:80", "'10.1' is not an IP address")]
    public void Endpoint_AnythingElse_SaysWhatIsMissing(string text, string expected) =>
        Assert.Contains(expected, EndpointText.Parse(text).Error);

    [Theory]
    [InlineData("10.0.0.0/8", "10.0.0.0/8")]
    [InlineData("127.0.0.1", "127.0.0.1/32")]
    [InlineData("::1", "::1/128")]
    [InlineData("fd00::/8", "fd00::/8")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    public void Network_CidrOrAddress_IsRead(string text, string expected) =>
        Assert.Equal(IPNetwork.Parse(expected), NetworkText.Parse(text).Value);

    [Theory]
    [InlineData("10.0.0.1/8", "did you mean '10.0.0.0/8'?")]
    [InlineData("10.0.0.0/33", "'33' is not a prefix length: 0 to 32")]
    [InlineData("fd00::/129", "0 to 128")]
    [InlineData("10.0.0.0/", "'' is not a prefix length")]
    [InlineData("10/8", "not an address or a network")]
    [InlineData("example.com", "not an address or a network")]
    public void Network_AnythingElse_SaysWhatIsWrong(string text, string expected) =>
        Assert.Contains(expected, NetworkText.Parse(text).Error);

    [Theory]
    [InlineData("http://10.0.0.1:8080", "http://10.0.0.1:8080/")]
    [InlineData("https://api.internal", "https://api.internal/")]
    [InlineData("http://my_service:80/", "http://my_service/")]
    [InlineData("http://[::1]:8080", "http://[::1]:8080/")]
    public void Url_SchemeHostPort_IsRead(string text, string expected) =>
        Assert.Equal(new Uri(expected), UrlText.Parse(text).Value);

    [Theory]
    [InlineData("10.0.0.1:8080", "did you mean 'http://10.0.0.1:8080'?")]
    [InlineData("ftp://a", "the scheme 'ftp'")]
    [InlineData("http://a/api", "'http://a'")]
    [InlineData("http://a/?q", "path or query")]
    [InlineData("http://a?", "path or query")]
    [InlineData("http://a#f", "path or query")]
    [InlineData("http://u:p@a", "no user name or password")]
    [InlineData("http://", "is not a URL")]
    [InlineData("http://a:0", "is not a URL")]
    [InlineData("http://a:70000", "is not a URL")]
    public void Url_AnythingElse_SaysWhatIsWrong(string text, string expected) =>
        Assert.Contains(expected, UrlText.Parse(text).Error);

    [Theory]
    [InlineData("Example.COM", "example.com")]
    [InlineData("*.example.com", "*.example.com")]
    [InlineData("localhost", "localhost")]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("[::1]", "[::1]")]
    [InlineData("0:0::1", "[::1]")]
    [InlineData("*", "*")]
    public void Host_NameWildcardOrAddress_IsReadInLowerCase(string text, string expected) =>
        Assert.Equal(expected, HostText.Parse(text).Value);

    [Theory]
    [InlineData("", "'*' is any host")]
    [InlineData("_", "'*' is any host")]
    [InlineData("http://example.com", "no scheme")]
    [InlineData("example.com:8080", "without a port")]
    [InlineData("www.*", "is not a host name")]
    [InlineData("*example.com", "is not a host name")]
    [InlineData("a..b", "is not a host name")]
    [InlineData("a b", "is not a host name")]
    [InlineData("bücher.example", "'xn--bcher-kva.example'")]
    public void Host_AnythingElse_SaysWhatIsWrong(string text, string expected) =>
        Assert.Contains(expected, HostText.Parse(text).Error);

    [Theory]
    [InlineData("/", PathMatchKind.Prefix, "/", false)]
    [InlineData("/a b/%2F", PathMatchKind.Prefix, "/a b/%2F", false)]
    [InlineData("= /api", PathMatchKind.Exact, "/api", false)]
    [InlineData("=/api", PathMatchKind.Exact, "/api", false)]
    [InlineData("= *", PathMatchKind.Exact, "*", false)]
    [InlineData("~ ^/v[0-9]+/", PathMatchKind.Regex, "^/v[0-9]+/", false)]
    [InlineData("~* \\.PNG$", PathMatchKind.Regex, "\\.PNG$", true)]
    public void Path_EachForm_IsRead(string text, PathMatchKind kind, string expected, bool ignoreCase) =>
        Assert.Equal(new PathMatch(kind, expected, ignoreCase), PathText.Parse(text).Value);

    [Theory]
    [InlineData("api", "does not begin with '/'")]
    [InlineData("", "does not begin with '/'")]
    [InlineData("= api", "does not begin with '/'")]
    [InlineData("/a?b", "has a query")]
    [InlineData("/a/../b", "dot segment")]
    [InlineData("/a%20b", "write '/a b'")]
    [InlineData("~ (", "the regular expression '('")]
    [InlineData("~", "is empty")]
    [InlineData("~ (?=a)b", "linear time")]
    [InlineData("~ (a)\\1", "linear time")]
    public void Path_AnythingElse_SaysWhatIsWrong(string text, string expected) =>
        Assert.Contains(expected, PathText.Parse(text).Error);

    [Theory]
    [InlineData("X-Real-IP", null)]
    [InlineData("Via", null)]
    [InlineData("X Real", "is not a header name")]
    [InlineData("", "is not a header name")]
    [InlineData("X:", "is not a header name")]
    [InlineData("connection", "belongs to one connection")]
    [InlineData("Content-Length", "belongs to one connection")]
    [InlineData("Transfer-Encoding", "belongs to one connection")]
    public void HeaderName_TokenThatFramesNothing_IsRead(string text, string? expected)
    {
        var parsed = HeaderText.Parse(text);
        if (expected is null)
            Assert.Equal(text, parsed.Value);
        else
            Assert.Contains(expected, parsed.Error);
    }

    [Theory]
    [InlineData("204", 204, 204)]
    [InlineData("200-399", 200, 399)]
    [InlineData("200 - 299", 200, 299)]
    public void Status_CodeOrRange_IsRead(string text, int first, int last) =>
        Assert.Equal(new StatusRange(first, last), StatusText.Parse(text).Value);

    [Theory]
    [InlineData("2xx")]
    [InlineData("399-200")]
    [InlineData("99")]
    [InlineData("600")]
    [InlineData("-200")]
    public void Status_AnythingElse_IsWrong(string text) => Assert.NotNull(StatusText.Parse(text).Error);

    [Theory]
    [InlineData("api-1.v2_x", true)]
    [InlineData("-api", false)]
    [InlineData("a/b", false)]
    [InlineData("", false)]
    [InlineData("ä", false)]
    public void Name_PlainText_IsRead(string text, bool good) => Assert.Equal(good, NameText.Parse(text).Error is null);
}
