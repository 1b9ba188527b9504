using System.Security.Cryptography;
using System.Text;

namespace ActorProxy.Host.Sessions;

/// <summary>What session cookies are authenticated with: made from a secret of the configuration, or made up.</summary>
internal sealed class CookieKey
{
    private static readonly byte[] Purpose = "actorproxy session cookie"u8.ToArray();

    private volatile byte[] _key = RandomNumberGenerator.GetBytes(32);
    private string _secret = "";

    /// <summary>The key now.</summary>
    public byte[] Value => _key;

    /// <summary>The one made up, for other nodes; empty when the configuration has one.</summary>
    public byte[] MadeUp => _secret.Length == 0 ? _key : [];

    /// <summary>Takes up the secret of a configuration. An empty one leaves the key as it is.</summary>
    public void Configure(string secret)
    {
        if (secret == _secret)
            return;
        _key = secret.Length == 0
            ? RandomNumberGenerator.GetBytes(32)
            : HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), 32, info: Purpose);
        _secret = secret;
    }

    /// <summary>Takes up the key that another node made up, where the configuration has none.</summary>
    public void Share(byte[] key)
    {
        if (_secret.Length == 0 && key.Length > 0)
            _key = key;
    }
}
