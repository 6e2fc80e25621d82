using System.Buffers.Binary;
using System.Text;

namespace Surefoot.Training.Tests.Watching;

/// <summary>
/// Reads TensorBoard's event files from the descriptions of TFRecord, CRC-32C (RFC 3720, B.4: the polynomial bit by
/// bit, without a table) and protobuf's wire format alone; shares nothing with the writer.
/// </summary>
static class EventFileReader
{
    public sealed record Scalar(string Tag, float Value);

    public sealed record Event(
        double WallTime,
        long Step,
        string? FileVersion,
        IReadOnlyList<Scalar> Scalars,
        bool StartsSession
    );

    public static IReadOnlyList<Event> Read(byte[] file)
    {
        var events = new List<Event>();
        for (int at = 0; at < file.Length; )
        {
            long length = BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(at));
            Check(file.AsSpan(at, 8), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 8)));
            ReadOnlySpan<byte> data = file.AsSpan(at + 12, (int)length);
            Check(data, BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 12 + (int)length)));
            events.Add(ToEvent(data));
            at += 16 + (int)length;
        }
        return events;
    }

    static void Check(ReadOnlySpan<byte> data, uint written)
    {
        uint unmasked = unchecked(written - 0xA282EAD8);
        Assert.Equal(Crc(data), (unmasked >> 17) | (unmasked << 15));
    }

    public static uint Crc(ReadOnlySpan<byte> data)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte one in data)
        {
            crc ^= one;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0x82F63B78);
        }
        return ~crc;
    }

    static Event ToEvent(ReadOnlySpan<byte> message)
    {
        (double wall, long step, string? version) = (0, 0, null);
        var scalars = new List<Scalar>();
        bool starts = false;
        foreach ((int field, int wire, long number, byte[] bytes) in Fields(message))
        {
            switch (field, wire)
            {
                case (1, 1):
                    wall = BitConverter.Int64BitsToDouble(number);
                    break;
                case (2, 0):
                    step = number;
                    break;
                case (3, 2):
                    version = Encoding.UTF8.GetString(bytes);
                    break;
                case (5, 2):
                    scalars.AddRange(Fields(bytes).Select(value => ToScalar(value.Bytes)));
                    break;
                case (7, 2):
                    starts = bytes.AsSpan().SequenceEqual((ReadOnlySpan<byte>)[8, 1]);
                    break;
                default:
                    Assert.Fail($"Field {field} with wire type {wire}.");
                    break;
            }
        }
        return new(wall, step, version, scalars, starts);
    }

    static Scalar ToScalar(byte[] message)
    {
        (string? tag, float? value) = (null, null);
        foreach ((int field, int wire, long number, byte[] bytes) in Fields(message))
        {
            if ((field, wire) == (1, 2))
                tag = Encoding.UTF8.GetString(bytes);
            else if ((field, wire) == (2, 5))
                value = BitConverter.Int32BitsToSingle((int)number);
        }
        return new(tag!, value!.Value);
    }

    static List<(int Field, int Wire, long Number, byte[] Bytes)> Fields(ReadOnlySpan<byte> message)
    {
        var fields = new List<(int, int, long, byte[])>();
        while (message.Length > 0)
        {
            long key = Varint(ref message);
            (long number, byte[] bytes) = (0, []);
            switch (key & 7)
            {
                case 0:
                    number = Varint(ref message);
                    break;
                case 1:
                    number = BinaryPrimitives.ReadInt64LittleEndian(message);
                    message = message[8..];
                    break;
                case 5:
                    number = BinaryPrimitives.ReadInt32LittleEndian(message);
                    message = message[4..];
                    break;
                default:
                    int length = (int)Varint(ref message);
                    bytes = message[..length].ToArray();
                    message = message[length..];
                    break;
            }
            fields.Add(((int)(key >> 3), (int)(key & 7), number, bytes));
        }
        return fields;
    }

    static long Varint(ref ReadOnlySpan<byte> message)
    {
        long value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte one = message[0];
            message = message[1..];
            value |= (long)(one & 0x7F) << shift;
            if (one < 0x80)
                return value;
        }
    }
}
