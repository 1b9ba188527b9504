using System.Diagnostics;

namespace ActorProxy.Scenarios.Harness;

/// <summary>Programs of the machine that some tests use where they are installed.</summary>
internal static class Tool
{
    private static readonly string[] Folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), "/usr/sbin", "/usr/local/sbin"];

    public static string? Find(string name) => Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string name, params string[] arguments)
    {
        var start = new ProcessStartInfo(Find(name) ?? throw new FileNotFoundException(name), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().Within();
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>TERM, HUP or KILL to one process.</summary>
    public static Task SignalAsync(Process process, string signal) => RunAsync("kill", $"-{signal}", $"{process.Id}");
}

/// <summary>A test that needs a program; where it is missing the test is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactWithAttribute : FactAttribute
{
    public FactWithAttribute(string tool)
    {
        if (Tool.Find(tool) is null)
            Skip = $"{tool} is not installed";
    }
}

/// <summary>A long test, run when the environment variable is 1.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactIfAttribute : FactAttribute
{
    public FactIfAttribute(string variable)
    {
        if (Environment.GetEnvironmentVariable(variable) != "1")
            Skip = $"takes long; run with {variable}=1";
    }
}
