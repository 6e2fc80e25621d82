using System.Buffers.Binary;
using System.Security.Cryptography;
using Surefoot.Training.Formats;

namespace Surefoot.Fuzz;

/// <summary>
/// Gives a damaged safetensors file the length and the hash that it would have had, so that the damage behind them is
/// met.
/// </summary>
static class Sealed
{
    static ReadOnlySpan<byte> Closing => "}}"u8;

    /// <summary>
    /// The file with its header's length right, if its end can be found, and with its hash right, if it has the place
    /// for one.
    /// </summary>
    public static byte[] Mend(byte[] file)
    {
        if (file.Length < 16)
            return file;
        byte[] mended = [.. file];
        int end = mended.AsSpan(8).IndexOf(Closing);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(mended);
        if (end >= 0 && length > (ulong)(mended.Length - 8))
        {
            // Where more objects follow, the header goes on.
            for (int next; (next = mended.AsSpan(8 + end + 2).IndexOf(Closing)) >= 0 && next < 200; )
                end += 2 + next;
            length = (ulong)(end + Closing.Length);
            BinaryPrimitives.WriteUInt64LittleEndian(mended, length);
        }
        if (length > (ulong)(mended.Length - 8))
            return mended;
        Span<byte> header = mended.AsSpan(8, (int)length);
        if (FileSeal.Take(header) is null)
            return mended;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(mended);
        FileSeal.Put(header, hash);
        return mended;
    }
}
