using ActorProxy.Transport.Kernel;

namespace ActorProxy.Transport.Rings;

/// <summary>
/// One io_uring (io_uring(7)): a queue of requests that this process fills and the kernel empties, and one of completions the
/// other way round, both in memory that the two share. Used by the thread that made it alone (IORING_SETUP_SINGLE_ISSUER).
/// </summary>
internal sealed unsafe class Ring : IDisposable
{
    // One mapping for both queues has existed since 5.4; the memory behind a request may go once it is handed over since 5.5.
    private const uint NeededFeatures = Flags.FeatureSingleMap | Flags.FeatureNoDrop | Flags.FeatureSubmitStable;

    // IORING_OFF_SQ_RING and IORING_OFF_SQES.
    private const nint OffsetOfQueues = 0;
    private const nint OffsetOfSubmissions = 0x10000000;

    private readonly EnterCall _enter;
    private readonly int _file;
    private readonly byte* _queues;
    private readonly nuint _queuesLength;
    private readonly SubmissionEntry* _submissions;
    private readonly nuint _submissionsLength;
    private readonly uint* _submissionHead;
    private readonly uint* _submissionTail;
    private readonly uint _submissionMask;
    private readonly uint* _submissionFlags;
    private readonly uint* _completionHead;
    private readonly uint* _completionTail;
    private readonly uint _completionMask;
    private readonly uint* _completionFlags;
    private readonly CompletionEntry* _completions;
    private uint _written;
    private SubmissionEntry[] _spill = [];
    private int _spilled;
    private bool _isDisposed;

    /// <summary>Throws a SocketException when the kernel refuses.</summary>
    public Ring(RingShape shape)
    {
        _enter = shape.Enter;
        RingParameters parameters = new()
        {
            CompletionEntries = shape.Completions,
            Flags = Flags.SetupCompletionSize | Flags.SetupSubmitAll | Flags.SetupSingleIssuer | Flags.SetupDeferTaskRun | Flags.SetupTaskRunFlag,
        };
        _file = Libc.Setup(shape.Submissions, &parameters);
        if (_file < 0)
            throw Errno.ToException(Libc.LastError);
        if ((parameters.Features & NeededFeatures) != NeededFeatures)
        {
            Libc.Close(_file);
            throw new PlatformNotSupportedException("this kernel's io_uring lacks features of Linux 5.5");
        }

        // Both queues lie in one mapping, as long as the longer of the two needs.
        _queuesLength = Math.Max(
            parameters.Submission.Array + (parameters.SubmissionEntries * sizeof(uint)),
            parameters.Completion.Entry + (parameters.CompletionEntries * (uint)sizeof(CompletionEntry)));
        _submissionsLength = parameters.SubmissionEntries * (uint)sizeof(SubmissionEntry);
        _queues = (byte*)Map(_queuesLength, OffsetOfQueues);
        _submissions = (SubmissionEntry*)Map(_submissionsLength, OffsetOfSubmissions);

        _submissionHead = (uint*)(_queues + parameters.Submission.Head);
        _submissionTail = (uint*)(_queues + parameters.Submission.Tail);
        _submissionMask = *(uint*)(_queues + parameters.Submission.Mask);
        _submissionFlags = (uint*)(_queues + parameters.Submission.Flags);
        _completionHead = (uint*)(_queues + parameters.Completion.Head);
        _completionTail = (uint*)(_queues + parameters.Completion.Tail);
        _completionMask = *(uint*)(_queues + parameters.Completion.Mask);
        _completionFlags = (uint*)(_queues + parameters.Completion.Flags);
        _completions = (CompletionEntry*)(_queues + parameters.Completion.Entry);

        // The kernel takes requests in the order of this array, which is the order they are written in.
        var order = (uint*)(_queues + parameters.Submission.Array);
        for (uint i = 0; i < parameters.SubmissionEntries; i++)
            order[i] = i;
    }

    /// <summary>For io_uring_register(2).</summary>
    public int File => _file;

    /// <summary>An empty request, to be filled in before the next is asked for; <see cref="Submit"/> hands it over.</summary>
    public ref SubmissionEntry Next()
    {
        if (IsSubmissionQueueFull)
            Submit(0);
        if (IsSubmissionQueueFull || _spilled > 0)
            return ref Spill();
        var entry = _submissions + (_written++ & _submissionMask);
        *entry = default;
        return ref *entry;
    }

    /// <summary>Whether the kernel has taken all that was written, so that the memory behind it is free again.</summary>
    public bool IsAllTaken => _spilled == 0 && _written == Volatile.Read(ref *_submissionHead);

    /// <summary>Whether there is no completion, and none that the kernel would put down now.</summary>
    public bool IsQuiet =>
        IsCompletionQueueEmpty && (Volatile.Read(ref *_submissionFlags) & (Flags.SubmissionTaskRun | Flags.SubmissionOverflow)) == 0;

    /// <summary>
    /// Hands over what was written and waits for at least that many completions, unless something is left over, which follows with
    /// the next call.
    /// </summary>
    public void Submit(uint waitFor)
    {
        bool isDone;
        do
            isDone = Enter(waitFor, Flags.EnterGetEvents);
        while (!isDone && IsCompletionQueueEmpty); // Otherwise the kernel may want room among them first (EBUSY).
    }

    /// <summary>Hands over what was written. Whatever has happened is left to the kernel, which has not even touched it yet.</summary>
    public void HandOver()
    {
        if (!IsAllTaken)
            Enter(0, 0);
    }

    /// <summary>Has that eventfd signalled when it ceases to be quiet.</summary>
    public void AnnounceBy(int eventFile)
    {
        if (Libc.Register(_file, Flags.RegisterEventFile, &eventFile, 1) < 0)
            throw Errno.ToException(Libc.LastError);
    }

    /// <summary>Whether it is to be from now on. What was there before is not announced.</summary>
    public void Announce(bool isWanted) => Volatile.Write(ref *_completionFlags, isWanted ? 0 : Flags.CompletionEventDisabled);

    /// <summary>Takes the next completion.</summary>
    public bool TryTake(out CompletionEntry completion)
    {
        var head = *_completionHead;
        if (head == Volatile.Read(ref *_completionTail))
        {
            completion = default;
            return false;
        }

        completion = _completions[head & _completionMask];
        Volatile.Write(ref *_completionHead, head + 1);
        return true;
    }

    /// <summary>Ends it; the kernel touches no memory of a request after that. A second time does nothing.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _ = Libc.Unmap(_queues, _queuesLength);
        _ = Libc.Unmap(_submissions, _submissionsLength);
        _ = Libc.Close(_file);
    }

    // True unless something is left over.
    private bool Enter(uint waitFor, uint flags)
    {
        var mustComeBack = TakeSpilled();
        Volatile.Write(ref *_submissionTail, _written);
        var taken = _enter(_file, _written - Volatile.Read(ref *_submissionHead), mustComeBack ? 0 : waitFor, flags);
        if (taken < 0 && Libc.LastError is not (Errno.Interrupted or Errno.TryAgain or Errno.Busy) and var errno)
            throw Errno.ToException(errno);
        return taken >= 0 && !mustComeBack;
    }

    private bool IsCompletionQueueEmpty => *_completionHead == Volatile.Read(ref *_completionTail);

    private bool IsSubmissionQueueFull => _written - Volatile.Read(ref *_submissionHead) > _submissionMask;

    // Where requests wait when the kernel takes none: only while its completions have not been taken.
    private ref SubmissionEntry Spill()
    {
        if (_spilled == _spill.Length)
            Array.Resize(ref _spill, Math.Max(64, _spill.Length * 2));
        _spill[_spilled] = default;
        return ref _spill[_spilled++];
    }

    // True when some are left.
    private bool TakeSpilled()
    {
        var taken = 0;
        for (; taken < _spilled && !IsSubmissionQueueFull; taken++)
            _submissions[_written++ & _submissionMask] = _spill[taken];
        _spilled -= taken;
        Array.Copy(_spill, taken, _spill, 0, taken == 0 ? 0 : _spilled);
        return _spilled > 0;
    }

    private void* Map(nuint length, nint offset)
    {
        var address = Libc.Map(null, length, Libc.ProtectionReadWrite, Libc.MapSharedPopulated, _file, offset);
        if (address != Libc.MapFailed)
            return address;
        var errno = Libc.LastError;
        if (_queues != null)
            _ = Libc.Unmap(_queues, _queuesLength);
        _ = Libc.Close(_file);
        throw Errno.ToException(errno);
    }
}
