using ActorProxy.Actors.Requests;

namespace ActorProxy.Actors.Tests.Requests;

public sealed class TemplateTests
{
    private static readonly FakeFacts Request = new()
    {
        [new Variable(VariableKind.Host)] = "example.com",
        [new Variable(VariableKind.Scheme)] = "https",
        [new Variable(VariableKind.Header, "user-agent")] = "curl",
        [new Variable(VariableKind.Cookie, "a-b")] = "crumb",
    };

    [Theory]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData("$host", "example.com")]
    [InlineData("${host}", "example.com")]
    [InlineData("$scheme://$host/", "https://example.com/")]
    [InlineData("${scheme}x$host", "httpsxexample.com")]
    [InlineData("$$host", "$host")]
    [InlineData("$$$host$$", "$example.com$")]
    [InlineData("costs 5$$", "costs 5$")]
    [InlineData("$http_user_agent", "curl")]
    [InlineData("${http_User-Agent}", "curl")]
    [InlineData("${cookie_a-b}", "crumb")]
    [InlineData("$arg_missing", "")]
    [InlineData("[$arg_missing]", "[]")]
    [InlineData("}{", "}{")]
    public void Template_WithVariables_GivesTheirValues(string text, string expected) =>
        Assert.Equal(expected, Parse(text).Evaluate(Request));

    [Theory]
    [InlineData("host", VariableKind.Host)]
    [InlineData("http_host", VariableKind.Authority)]
    [InlineData("client_ip", VariableKind.ClientIp)]
    [InlineData("remote_addr", VariableKind.RemoteAddress)]
    [InlineData("remote_port", VariableKind.RemotePort)]
    [InlineData("scheme", VariableKind.Scheme)]
    [InlineData("request_id", VariableKind.RequestId)]
    [InlineData("proxy_add_x_forwarded_for", VariableKind.ProxyAddXForwardedFor)]
    [InlineData("request_method", VariableKind.Method)]
    [InlineData("request_uri", VariableKind.RequestUri)]
    [InlineData("uri", VariableKind.Path)]
    [InlineData("args", VariableKind.Query)]
    [InlineData("query_string", VariableKind.Query)]
    [InlineData("server_addr", VariableKind.ServerAddress)]
    [InlineData("server_port", VariableKind.ServerPort)]
    [InlineData("server_protocol", VariableKind.Protocol)]
    [InlineData("route", VariableKind.Route)]
    [InlineData("pool", VariableKind.Pool)]
    [InlineData("http_x_user", VariableKind.Header, "x-user")]
    [InlineData("cookie_Session_id", VariableKind.Cookie, "Session_id")]
    [InlineData("arg_Page", VariableKind.Argument, "Page")]
    public void Variable_ByItsName_IsFound(string name, VariableKind kind, string which = "")
    {
        var facts = new FakeFacts { [new Variable(kind, which)] = "value" };
        Assert.Equal("value", Parse("$" + name).Evaluate(facts));
    }

    [Fact]
    public void VariableNames_Together_CoverEveryFixedKind()
    {
        var covered = VariableNames.All.Select(name => VariableNames.TryFind(name, out var found) ? found.Kind : default).ToHashSet();
        VariableKind[] named = [VariableKind.Header, VariableKind.Cookie, VariableKind.Argument];
        Assert.Equal(Enum.GetValues<VariableKind>().Except(named).Order(), covered.Order());
    }

    [Theory]
    [InlineData("$hots", "unknown variable '$hots', did you mean '$host'?")]
    [InlineData("$Host", "unknown variable '$Host', did you mean '$host'?")]
    [InlineData("$clientip", "unknown variable '$clientip', did you mean '$client_ip'?")]
    [InlineData("$x_forwarded_for", "unknown variable '$x_forwarded_for'")]
    [InlineData("$http_", "unknown variable '$http_'")]
    [InlineData("${cookie_a b}", "unknown variable '$cookie_a b', did you mean '$cookie_NAME'?")]
    [InlineData("${}", "unknown variable '$'")]
    [InlineData("a $", "'$' without a name at column 3; a dollar sign is written '$$'")]
    [InlineData("$ host", "'$' without a name at column 1; a dollar sign is written '$$'")]
    [InlineData("x${host", "'${' without '}' at column 2")]
    [InlineData("a\r\nSet-Cookie: b", "control character U+000D at column 2")]
    [InlineData("a\0", "control character U+0000 at column 2")]
    [InlineData("\tb", "control character U+0009 at column 1")]
    [InlineData("b\x7f", "control character U+007F at column 2")]
    [InlineData("b\u0085", "control character U+0085 at column 2")]
    public void Template_WithAMistake_IsRefusedWithTheReason(string text, string expected)
    {
        Assert.False(Template.TryParse(text, out var template, out var error));
        Assert.Equal(expected, error);
        Assert.Equal("", template.Evaluate(Request));
    }

    [Fact]
    public void Template_LongerThanItsBound_IsRefused()
    {
        Assert.True(Template.TryParse(new string('a', Template.MaxLength), out _, out _));
        Assert.False(Template.TryParse(new string('a', Template.MaxLength + 1), out _, out var error));
        Assert.Equal("longer than 4096 characters", error);
    }

    [Fact]
    public void Template_LongerThanItsBuffer_IsWhole()
    {
        var facts = new FakeFacts { [new Variable(VariableKind.Host)] = new string('h', 10_000) };
        Assert.Equal("<" + new string('h', 10_000) + ">", Parse("<$host>").Evaluate(facts));
    }

    [Fact]
    public void Literal_WithADollarSign_IsThatText()
    {
        var literal = Template.Literal("$host");
        Assert.Equal("$host", literal.Evaluate(Request));
        Assert.NotEqual(Parse("$host"), literal);
        Assert.Equal(Parse("$$host"), literal);
        Assert.Equal(Parse("$$host").GetHashCode(), literal.GetHashCode());
    }

    [Theory]
    [InlineData("plain", 0)]
    [InlineData("$host", 0)]
    [InlineData("$scheme://$host", 22 + (2 * 19) + 7)] // the string itself: header, 19 characters, padding
    public void Template_Evaluated_AllocatesOnlyAComposedResult(string text, double most)
    {
        var template = Parse(text);
        Assert.InRange(Allocation.BytesFor(() => template.Evaluate(Request)), 0, most);
    }

    [Theory]
    [InlineData("$scheme://$host")]
    [InlineData("$host")]
    [InlineData("")]
    public void Hash_OfATemplate_IsTheHashOfItsValue(string text)
    {
        var hash = new StableHash();
        Parse(text).AppendTo(ref hash, Request);
        Assert.Equal(StableHash.Of(Parse(text).Evaluate(Request)), hash.Value);
        Assert.Equal(text.Length == 0, hash.IsEmpty);
    }

    [Fact]
    public void StableHash_OfAText_NeverChanges()
    {
        // Nodes of different versions share keys: whoever changes the hash moves every one of them.
        Assert.Equal(0xefd01f60ba992926, StableHash.Of(""));
        Assert.Equal(0x82a2a958a9bece5b, StableHash.Of("a"));
    }

    private static Template Parse(string text)
    {
        Assert.True(Template.TryParse(text, out var template, out var error), error);
        Assert.Equal(text, template.Source);
        return template;
    }
}
