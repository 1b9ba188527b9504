using System.Buffers;
using ActorProxy.Actors.Requests;
using ActorProxy.Host.Upstream;
using Microsoft.AspNetCore.Http.Features;

namespace ActorProxy.Host.Pipeline;

/// <summary>
/// After a 101 both sides speak what they like (RFC 9110 section 7.8): bytes pass as they come. A client may end its side
/// and still get what the backend has to say. The tunnel ends when the backend has ended its side, since Kestrel can tell
/// the client so only by closing the connection; when either side breaks, which the other sees as a reset; or when nothing passes for
/// the tunnel timeout.
/// </summary>
internal sealed class Tunnel(ProxyRequest request, UpstreamConnection connection, TimeProvider time) : IDisposable
{
    private const int BufferSize = 16 * 1024;

    private readonly TimeSpan _idleTimeout = request.Route!.Pool.Settings.Timeouts.Tunnel;
    private readonly CancellationTokenSource _backendEnded = new();
    private ITimer? _idle;
    private long _lastActivity;

    public static async ValueTask<Failure> RunAsync(ProxyRequest request, UpstreamConnection connection, TimeProvider time)
    {
        using var tunnel = new Tunnel(request, connection, time);
        var client = await request.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
        return await tunnel.CopyAsync(client);
    }

    public void Dispose()
    {
        _idle?.Dispose();
        _backendEnded.Dispose();
    }

    private async Task<Failure> CopyAsync(Stream client)
    {
        Touch();
        var period = TimeSpan.FromTicks(Math.Max(_idleTimeout.Ticks / 4, TimeSpan.TicksPerSecond / 10));
        _idle = time.CreateTimer(static state => ((Tunnel)state!).EndWhenIdle(), this, period, period);
        var up = CopyUpAsync(client);
        var down = CopyDownAsync(client);
        var first = await Task.WhenAny(up, down);
        if (await first is not Failure.None and var why)
            End(why);
        else if (first == down)
            await _backendEnded.CancelAsync();
        return (await up, await down) switch
        {
            (Failure.None, Failure.None) => Failure.None,
            (Failure.None or Failure.ClientAborted, Failure.None or Failure.ClientAborted) => Failure.ClientAborted,
            _ => Failure.TunnelBroken,
        };
    }

    private async Task<Failure> CopyUpAsync(Stream client)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (await client.ReadAsync(buffer, _backendEnded.Token) is > 0 and var length)
            {
                Touch();
                if (await connection.SendAsync(buffer.AsMemory(0, length)) is not Failure.None and var failure)
                    return failure;
            }

            await connection.CloseSendAsync();
            return Failure.None;
        }
        catch (OperationCanceledException) when (_backendEnded.IsCancellationRequested)
        {
            return Failure.None;
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            return Failure.ClientAborted;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<Failure> CopyDownAsync(Stream client)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (await connection.ReceiveRawAsync(buffer) is var length && length > 0)
            {
                Touch();
                request.BytesOut += length;
                await client.WriteAsync(buffer.AsMemory(0, length));
                await client.FlushAsync();
            }

            return connection.BrokenBy;
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            return Failure.ClientAborted;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Touch() => Volatile.Write(ref _lastActivity, time.GetTimestamp());

    private void EndWhenIdle()
    {
        if (time.GetElapsedTime(Volatile.Read(ref _lastActivity)) >= _idleTimeout)
            End(Failure.ReadTimeout);
    }

    private void End(Failure why)
    {
        connection.Abort(why);
        request.AbortClient();
    }
}
