using ActorProxy.Actors.Balancing;
using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Settings;
using ActorProxy.Actors.Tests.Requests;

namespace ActorProxy.Actors.Tests.Balancing;

/// <summary>Backends a, b, c … of given weights and the pickers over them; picks are told as letters.</summary>
internal sealed class Fleet
{
    private readonly PickerMember[] _members;

    public Fleet(params int[] weights) => _members = [.. weights.Select((weight, i) => Member(i, weight, backup: false))];

    public FakeFacts Request { get; } = [];

    public IReadOnlyList<PickerMember> Members => _members;

    public Backend this[char name] => _members[name - 'a'].Backend;

    /// <summary>The same fleet with its last members as backups.</summary>
    public static Fleet WithBackups(int primaries, int backups)
    {
        var fleet = new Fleet(new int[primaries + backups]);
        for (var i = 0; i < fleet._members.Length; i++)
            fleet._members[i] = Member(i, 1, i >= primaries);
        return fleet;
    }

    public Picker Picker(BalanceKind kind, string key = "$client_ip", int seed = 1, Picker? previous = null) =>
        Picker(kind, _members, key, new Random(seed), previous);

    /// <summary>With a source of chance that many threads may use.</summary>
    public Picker SharedPicker(BalanceKind kind) => Picker(kind, _members, "$client_ip", Random.Shared, null);

    public Picker PickerWithout(char name, BalanceKind kind, string key = "$client_ip", Picker? previous = null) =>
        Picker(kind, [.. _members.Where(member => member.Backend != this[name])], key, new Random(1), previous);

    public char? Pick(Picker picker, params IEnumerable<char> tried) =>
        picker.Pick(Request, [.. tried.Select(name => this[name])]) is { } backend ? Name(backend) : null;

    public string Picks(Picker picker, int count, params IEnumerable<char> tried) =>
        string.Concat(Enumerable.Range(0, count).Select(_ => Pick(picker, tried)));

    public char? PickFor(Picker picker, string client, params IEnumerable<char> tried)
    {
        Request[new Variable(VariableKind.ClientIp)] = client;
        return Pick(picker, tried);
    }

    public static Picker Picker(BalanceKind kind, IReadOnlyList<PickerMember> members, string key, Random random, Picker? previous)
    {
        Assert.True(Template.TryParse(key, out var template, out _));
        return PickerFactory.Create(new BalanceSettings(kind, template), members, random, previous);
    }

    private static char Name(Backend backend) => (char)('a' + backend.Settings.Url.Port - 1);

    private static PickerMember Member(int index, int weight, bool backup) => new(
        new Backend("p", new BackendSettings(new Uri($"http://10.0.0.1:{index + 1}"), Backup: backup), null!), weight);
}
