using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Requests;

namespace ActorProxy.Actors.Sessions;

/// <summary>
/// The backend of a session when nobody can be asked: the highest of the hashes of session and backend, so that every node that sees the
/// same members comes to the same, and a backend that goes takes only its own sessions along.
/// </summary>
internal static class Rendezvous
{
    public static Backend? Of(SessionId session, Pool pool)
    {
        var (best, highest) = (default(Backend), 0UL);
        foreach (var member in pool.Members)
        {
            var score = StableHash.Mix(StableHash.Of(member.Backend.Id) ^ session.High ^ StableHash.Mix(session.Low));
            if (best is null || score > highest)
                (best, highest) = (member.Backend, score);
        }

        return best;
    }
}
