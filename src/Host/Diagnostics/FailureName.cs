using System.Text.Json;
using ActorProxy.Actors.Requests;

namespace ActorProxy.Host.Diagnostics;

/// <summary>The name of a failure in logs and metrics: <c>connect-timeout</c>.</summary>
internal static class FailureName
{
    /// <summary>Empty for <see cref="Failure.None"/>.</summary>
    public static string Of(Failure failure) =>
        failure == Failure.None ? "" : JsonNamingPolicy.KebabCaseLower.ConvertName(failure.ToString());
}
