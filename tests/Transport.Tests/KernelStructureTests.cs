using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ActorProxy.Transport.Kernel;

namespace ActorProxy.Transport.Tests;

/// <summary>Sizes and offsets of linux/io_uring.h, linux/tcp.h and sys/socket.h on 64-bit Linux.</summary>
public sealed class KernelStructureTests
{
    [Fact]
    public void Structure_OfTheKernel_HasItsSize()
    {
        Assert.Equal(64, Unsafe.SizeOf<SubmissionEntry>());
        Assert.Equal(16, Unsafe.SizeOf<CompletionEntry>());
        Assert.Equal(120, Unsafe.SizeOf<RingParameters>());
        Assert.Equal(40, Unsafe.SizeOf<RingParameters.SubmissionOffsets>());
        Assert.Equal(40, Unsafe.SizeOf<RingParameters.CompletionOffsets>());
        Assert.Equal(16, Unsafe.SizeOf<BufferEntry>());
        Assert.Equal(40, Unsafe.SizeOf<BufferRegistration>());
        Assert.Equal(56, Unsafe.SizeOf<MessageHeader>());
        Assert.Equal(16, Unsafe.SizeOf<Vector>());
        Assert.Equal(144, Unsafe.SizeOf<ResourceUsage>());
        Assert.Equal(16, Unsafe.SizeOf<ResourceLimit>());
        Assert.Equal(148, Unsafe.SizeOf<TcpInfo>());
    }

    [Theory]
    [InlineData(typeof(SubmissionEntry), "opcode 0, flags 1, iopriority 2, file 4, offset 8, address 16, length 24, operationflags 28, userdata 32, buffergroup 40, multishotlimit 44")]
    [InlineData(typeof(CompletionEntry), "userdata 0, result 8, flags 12")]
    [InlineData(typeof(RingParameters), "submissionentries 0, completionentries 4, flags 8, features 20, submission 40, completion 80")]
    [InlineData(typeof(RingParameters.SubmissionOffsets), "head 0, tail 4, mask 8, entries 12, flags 16, dropped 20, array 24")]
    [InlineData(typeof(RingParameters.CompletionOffsets), "head 0, tail 4, mask 8, entries 12, overflow 16, entry 20, flags 24")]
    [InlineData(typeof(BufferEntry), "address 0, length 8, number 12, tail 14")]
    [InlineData(typeof(BufferRegistration), "ringaddress 0, entries 8, group 12")]
    [InlineData(typeof(MessageHeader), "vectors 16, vectorcount 24")]
    [InlineData(typeof(TcpInfo), "state 0, unacknowledged 24, notsent 144")]
    [InlineData(typeof(Vector), "address 0, length 8")]
    public void Field_OfAStructure_LiesWhereTheKernelLooks(Type structure, string expected)
    {
        var offsets = structure.GetFields().Select(field => $"{field.Name.ToLowerInvariant()} {Offset(field)}");
        Assert.Equal(expected, string.Join(", ", offsets));
    }

    private static int Offset(System.Reflection.FieldInfo field) =>
        ((FieldOffsetAttribute)Attribute.GetCustomAttribute(field, typeof(FieldOffsetAttribute))!).Value;
}
