using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Surefoot.Fuzz.Files;

/// <summary>Makes NumPy files for tests, sound and broken.</summary>
static class NpyBytes
{
    internal static byte[] File(string header, byte[] body, byte version = 1)
    {
        string text = header + "\n";
        byte[] length = version == 1 ? BitConverter.GetBytes((ushort)text.Length) : BitConverter.GetBytes(text.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. Encoding.Latin1.GetBytes(text), .. body];
    }

    internal static string Header(string type, bool fortran, params int[] sizes) =>
        $"{{'descr': '{type}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': "
        + $"({string.Concat(sizes.Select(size => size.ToString(CultureInfo.InvariantCulture) + ", "))}), }}";

    /// <summary>An array of 32-bit floats in C order.</summary>
    internal static byte[] Floats(int[] sizes, params float[] numbers) =>
        File(Header("<f4", false, sizes), [.. numbers.SelectMany(BitConverter.GetBytes)]);

    /// <summary>An array of 64-bit whole numbers in C order.</summary>
    internal static byte[] Longs(int[] sizes, params long[] numbers) =>
        File(Header("<i8", false, sizes), [.. numbers.SelectMany(BitConverter.GetBytes)]);

    /// <summary>An array of unsigned bytes in C order.</summary>
    internal static byte[] Bytes(int[] sizes, byte[] numbers) => File(Header("|u1", false, sizes), numbers);

    internal static byte[] Archive(params (string Name, byte[] Bytes)[] arrays) =>
        Archive(CompressionLevel.Optimal, arrays);

    /// <summary>An archive that is not compressed, as numpy.savez makes it.</summary>
    internal static byte[] Stored(params (string Name, byte[] Bytes)[] arrays) =>
        Archive(CompressionLevel.NoCompression, arrays);

    static byte[] Archive(CompressionLevel level, (string Name, byte[] Bytes)[] arrays)
    {
        var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create))
        {
            foreach (var (name, bytes) in arrays)
            {
                using var entry = zip.CreateEntry(name + ".npy", level).Open();
                entry.Write(bytes);
            }
        }
        return memory.ToArray();
    }
}
