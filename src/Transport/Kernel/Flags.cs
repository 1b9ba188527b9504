namespace ActorProxy.Transport.Kernel;

/// <summary>Constants of linux/io_uring.h and sys/socket.h, under the names that they have there.</summary>
internal static class Flags
{
    public const uint SetupCompletionSize = 1 << 3;
    public const uint SetupSubmitAll = 1 << 7;

    /// <summary>IORING_SETUP_TASKRUN_FLAG: the ring says whether the kernel has completions that it would put down when asked.</summary>
    public const uint SetupTaskRunFlag = 1 << 9;
    public const uint SetupSingleIssuer = 1 << 12;
    public const uint SetupDeferTaskRun = 1 << 13;

    public const uint FeatureSingleMap = 1 << 0;
    public const uint FeatureNoDrop = 1 << 1;
    public const uint FeatureSubmitStable = 1 << 2;

    public const uint EnterGetEvents = 1 << 0;

    /// <summary>IORING_SQ_CQ_OVERFLOW, in the flags of the submission queue: the kernel keeps completions that had no room.</summary>
    public const uint SubmissionOverflow = 1 << 1;

    /// <summary>IORING_SQ_TASKRUN, in the same place.</summary>
    public const uint SubmissionTaskRun = 1 << 2;

    /// <summary>IORING_CQ_EVENTFD_DISABLED, in the flags of the completion queue.</summary>
    public const uint CompletionEventDisabled = 1 << 0;

    public const uint RegisterEventFile = 4;
    public const uint RegisterProbe = 8;
    public const uint RegisterBufferRing = 22;

    /// <summary>IOSQE_BUFFER_SELECT.</summary>
    public const byte SelectBuffer = 1 << 5;

    public const ushort ReceiveMultishot = 1 << 1;
    public const ushort AcceptMultishot = 1 << 0;

    public const uint CancelAll = 1 << 0;
    public const uint CancelFile = 1 << 1;

    /// <summary>IORING_CQE_F_BUFFER: the upper half of the flags is the number of a buffer.</summary>
    public const uint HasBuffer = 1 << 0;

    /// <summary>IORING_CQE_F_MORE: the request goes on, and more completions follow.</summary>
    public const uint HasMore = 1 << 1;

    public const int BufferShift = 16;

    /// <summary>IO_URING_OP_SUPPORTED.</summary>
    public const ushort OperationSupported = 1 << 0;

    public const uint MessageNoSignal = 0x4000;

    /// <summary>MSG_WAITALL: a send goes on in the kernel until all is sent.</summary>
    public const uint MessageWaitAll = 0x100;

    /// <summary>SOCK_CLOEXEC. Never SOCK_NONBLOCK, with which io_uring answers EAGAIN in place of waiting.</summary>
    public const int SocketCloseOnExec = 0x80000;
}
