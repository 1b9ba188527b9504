using System.Runtime.InteropServices;

namespace ActorProxy.Scenarios.Harness;

/// <summary>
/// Runs something on a thread that may not set up an io_uring: seccomp(2) answers EPERM, as in most containers. Processes that it
/// starts inherit that.
/// </summary>
internal static class ForbiddenRings
{
    private const int SetNoNewPrivileges = 38;
    private const int SetSeccomp = 22;
    private const nint ModeFilter = 2;
    private const uint CallSetup = 425;
    private const uint NotPermitted = 1;

    // Load the number of the call; is it that of io_uring_setup(2)? Then it fails, and otherwise it is allowed (struct sock_filter).
    private static readonly Instruction[] Filter =
    [
        new(0x20, 0, 0, 0), new(0x15, 0, 1, CallSetup), new(0x06, 0, 0, 0x00050000 | NotPermitted), new(0x06, 0, 0, 0x7fff0000),
    ];

    /// <summary>Waits for it. It must leave nothing to the thread pool, whose new threads would inherit that too.</summary>
    public static T Run<T>(Func<T> run)
        where T : class
    {
        T? result = null;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                Forbid();
                result = run();
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        });
        thread.Start();
        thread.Join();
        return result ?? throw new InvalidOperationException("It could not be run.", failure);
    }

    private static void Forbid()
    {
        var filter = GCHandle.Alloc(Filter, GCHandleType.Pinned);
        var program = new FilterProgram((ushort)Filter.Length, filter.AddrOfPinnedObject());
        var refused = ProcessControl(SetNoNewPrivileges, 1, 0, 0, 0) != 0 || ProcessControl(SetSeccomp, ModeFilter, ref program, 0, 0) != 0;
        var errno = Marshal.GetLastPInvokeError();
        filter.Free();
        if (refused)
            throw new InvalidOperationException($"prctl(2): errno {errno}");
    }

    [DllImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static extern int ProcessControl(int option, nint a, nint b, nint c, nint d);

    [DllImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static extern int ProcessControl(int option, nint a, ref FilterProgram b, nint c, nint d);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Instruction(ushort Code, byte IfTrue, byte IfFalse, uint Value);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct FilterProgram(ushort Length, nint Instructions);
}
