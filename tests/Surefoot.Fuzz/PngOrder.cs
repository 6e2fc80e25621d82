using System.Buffers.Binary;
using Surefoot.Training.Data.Images;

namespace Surefoot.Fuzz;

/// <summary>Gives the chunks of a damaged PNG file the checksums that they would have had.</summary>
static class PngOrder
{
    /// <summary>The file with every checksum right, as far as the chunks can be followed.</summary>
    public static byte[] Mend(byte[] file)
    {
        byte[] mended = [.. file];
        for (int at = 8; at + 12 <= mended.Length; )
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(mended.AsSpan(at));
            if (length > mended.Length - at - 12)
                break;
            BinaryPrimitives.WriteUInt32BigEndian(
                mended.AsSpan(at + 8 + (int)length),
                PngChunks.Checksum(mended.AsSpan(at + 4, (int)length + 4))
            );
            at += 12 + (int)length;
        }
        return mended;
    }
}
