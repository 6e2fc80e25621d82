using System.Security.Cryptography;

namespace Surefoot.Training.Data;

/// <summary>Reads a stream and takes the SHA-256 of every byte on the way.</summary>
/// <param name="inner">The stream, closed with this one.</param>
sealed class HashingStream(Stream inner) : ForwardStream
{
    readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <inheritdoc/>
    public override long Length => inner.Length;

    /// <summary>Reads what is left and gives the digest of the whole, in lower-case hexadecimal.</summary>
    internal string Finish()
    {
        var rest = new byte[1 << 13];
        while (Read(rest) > 0) { }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int count = inner.Read(buffer);
        hash.AppendData(buffer[..count]);
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            hash.Dispose();
            inner.Dispose();
        }
        base.Dispose(disposing);
    }
}
