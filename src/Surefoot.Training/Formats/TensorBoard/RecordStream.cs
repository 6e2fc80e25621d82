using System.Buffers.Binary;
using System.Numerics;

namespace Surefoot.Training.Formats.TensorBoard;

/// <summary>
/// Records in a file as TensorFlow frames them: the length in 8 bytes, its checksum in 4, the data, their checksum in
/// 4; all little-endian. The checksum is CRC-32C, masked as in TensorFlow's record format so that a record within a
/// record does not check itself.
/// </summary>
static class RecordStream
{
    const uint Mask = 0xA282EAD8;

    /// <summary>A record with its frame.</summary>
    public static byte[] Frame(ReadOnlySpan<byte> data)
    {
        var record = new byte[data.Length + 16];
        BinaryPrimitives.WriteInt64LittleEndian(record, data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), Checksum(record.AsSpan(0, 8)));
        data.CopyTo(record.AsSpan(12));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(12 + data.Length), Checksum(data));
        return record;
    }

    static uint Checksum(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte one in data)
            crc = BitOperations.Crc32C(crc, one);
        return unchecked(BitOperations.RotateRight(~crc, 15) + Mask);
    }
}
