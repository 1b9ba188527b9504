using ActorProxy.Actors.Routing;
using ActorProxy.Actors.Tests.Requests;

namespace ActorProxy.Actors.Tests.Routing;

public sealed class PathNormalizerTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("*")]
    [InlineData("/a/b.c/d")]
    [InlineData("//a//")]
    [InlineData("/a;v=1/b;c")]
    [InlineData("/.well-known/x")]
    [InlineData("/.../..a/b.")]
    [InlineData("/a%2Fb%5Cc%25")]
    [InlineData("/é")]
    public void Path_ThatIsNormal_IsTheSameString(string raw)
    {
        Assert.True(PathNormalizer.TryNormalize(raw, out var path));
        Assert.Same(raw, path);
    }

    [Theory]
    // Escapes are decoded once (RFC 3986 section 6.2.2.2).
    [InlineData("/%61%7e%41", "/a~A")]
    [InlineData("/a%20b", "/a b")]
    [InlineData("/caf%C3%A9", "/café")]
    [InlineData("/%F0%9F%98%80", "/😀")]
    [InlineData("/%3ba%3Bb", "/;a;b")]
    // What would change the meaning stays escaped, with upper-case digits.
    [InlineData("/a%2fb%2F", "/a%2Fb%2F")]
    [InlineData("/a%5cb", "/a%5Cb")]
    [InlineData("/%252F", "/%252F")]
    [InlineData("/%252fx%41", "/%252fxA")]
    [InlineData("/%3fa%23", "/%3Fa%23")]
    [InlineData("/%0d%0A%7f", "/%0D%0A%7F")]
    // Dot segments (RFC 3986 section 5.2.4).
    [InlineData("/a/b/c/./../../g", "/a/g")]
    [InlineData("/.", "/")]
    [InlineData("/..", "/")]
    [InlineData("/a/.", "/a/")]
    [InlineData("/a/..", "/")]
    [InlineData("/a/b/..", "/a/")]
    [InlineData("/a/b/../", "/a/")]
    [InlineData("/../../etc/passwd", "/etc/passwd")]
    [InlineData("/a/%2e%2E/b", "/b")]
    [InlineData("/a/.%2e/b/%2e/c", "/b/c")]
    [InlineData("/a/..//b", "//b")]
    [InlineData("/./.x/..y/.", "/.x/..y/")]
    public void Path_ThatIsNot_IsNormalized(string raw, string expected)
    {
        Assert.True(PathNormalizer.TryNormalize(raw, out var path));
        Assert.Equal(expected, path);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("**")]
    [InlineData("http://h/")]
    [InlineData("/%")]
    [InlineData("/%2")]
    [InlineData("/%zz")]
    [InlineData("/%+1")]
    [InlineData("/%00")]
    [InlineData("/\0")]
    [InlineData("/a\nb")]
    [InlineData("/a\\b")]
    [InlineData("/a?b")]
    [InlineData("/admin#/../public")]
    // Not UTF-8 (RFC 3629): a lone byte, a cut sequence, an overlong slash, a surrogate, beyond U+10FFFF.
    [InlineData("/%FF")]
    [InlineData("/%C3")]
    [InlineData("/%C3x%A9")]
    [InlineData("/%C0%AF")]
    [InlineData("/%ED%A0%80")]
    [InlineData("/%F4%90%80%80")]
    // What some servers read as dot segments and some do not.
    [InlineData("/a/..;/b")]
    [InlineData("/a/.;x/b")]
    [InlineData("/a/%2e%2e;x")]
    [InlineData("/a/..%3bx")]
    [InlineData("/a/..%2fb")]
    [InlineData("/a/b%2F..%5cc")]
    [InlineData("/a/b%5C.")]
    [InlineData("/a/b%2F..;x%2Fc")]
    [InlineData("/a//../b")]
    [InlineData("//..")]
    public void Path_ThatIsBrokenOrAmbiguous_IsRefused(string raw) => Assert.False(PathNormalizer.TryNormalize(raw, out _));

    [Theory]
    [InlineData("/a;..")]
    [InlineData("/a%2Fb..")]
    [InlineData("/a%2F..b")]
    public void Path_WithDotsThatAreNoSegment_IsKept(string raw)
    {
        Assert.True(PathNormalizer.TryNormalize(raw, out var path));
        Assert.Equal(raw, path);
    }

    [Fact]
    public void Path_LongerThanTheStackBuffer_IsNormalized()
    {
        var raw = string.Concat(Enumerable.Repeat("/%61/./b/..", 2000));
        Assert.True(PathNormalizer.TryNormalize(raw, out var path));
        Assert.Equal(string.Concat(Enumerable.Repeat("/a", 2000)) + "/", path);
    }

    [Fact]
    public void Normalize_IntoABuffer_AllocatesNothing()
    {
        var buffer = new char[64];
        Assert.Equal(0, Allocation.BytesFor(() =>
        {
            PathNormalizer.TryNormalize("/a/b", buffer, out _);
            PathNormalizer.TryNormalize("/a/%C3%A9/../%2f", buffer, out _);
        }));
    }
}
