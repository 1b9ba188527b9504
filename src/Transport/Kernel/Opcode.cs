namespace ActorProxy.Transport.Kernel;

/// <summary>enum io_uring_op of linux/io_uring.h, as far as it is used.</summary>
internal enum Opcode : byte
{
    SendMessage = 9,
    Timeout = 11,
    Accept = 13,
    AsyncCancel = 14,
    Connect = 16,
    Close = 19,
    Read = 22,
    Send = 26,
    Receive = 27,
}
