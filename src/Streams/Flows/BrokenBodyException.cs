namespace ActorProxy.Streams.Flows;

/// <summary>What a flow fails by when its body broke off before its end. The reader knows why.</summary>
public sealed class BrokenBodyException : Exception
{
    /// <summary>Nobody looks at where it came from.</summary>
    public static readonly BrokenBodyException Instance = new();

    private BrokenBodyException()
        : base("the body broke off")
    {
    }
}
