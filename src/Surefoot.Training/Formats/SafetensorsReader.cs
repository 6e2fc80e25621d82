using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Surefoot.Training.Formats;

/// <summary>
/// Reads safetensors files strictly: every rule of the format is checked before anything is allocated by what the file
/// says of itself, and a file that carries our SHA-256 is checked against it from the first byte to the last.
/// </summary>
public sealed class SafetensorsReader : IDisposable
{
    readonly string name;
    readonly SafeFileHandle file;
    readonly SafetensorsHeader header;
    readonly long dataStart;

    SafetensorsReader(string name, SafeFileHandle file, SafetensorsHeader header, long dataStart) =>
        (this.name, this.file, this.header, this.dataStart) = (name, file, header, dataStart);

    /// <summary>The texts about the file; empty where it has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata => header.Metadata;

    /// <summary>The tensors in the order of their data.</summary>
    public IReadOnlyList<TensorEntry> Tensors => header.Tensors;

    /// <summary>The tensor of a name, or null where there is none.</summary>
    /// <param name="name">The name.</param>
    public TensorEntry? Find(string name) => header.Find(name);

    /// <summary>Opens a file and checks it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelFileException">
    /// It cannot be read, or breaks a rule of the format, or is not as it was written.
    /// </exception>
    public static SafetensorsReader Open(string path)
    {
        SafeFileHandle handle = RegularFile.Open(path, out long length);
        try
        {
            return Open(path, handle, length);
        }
        catch (Exception e)
        {
            handle.Dispose();
            if (e is FormatException)
                throw new ModelFileException($"{path} is no valid safetensors file: {e.Message}.", e);
            throw;
        }
    }

    static SafetensorsReader Open(string path, SafeFileHandle handle, long length)
    {
        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        if (length < prefix.Length)
            throw new FormatException($"it has {length} bytes, and the length of its header alone takes 8");
        RegularFile.ReadExactly(handle, path, 0, prefix);
        ulong claimed = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (claimed > (ulong)(length - prefix.Length))
            throw new FormatException($"its header of {claimed} bytes would end after the file's {length}");
        if (claimed > SafetensorsHeader.MaxLength)
            throw new FormatException(
                $"its header has {claimed} bytes; at most {SafetensorsHeader.MaxLength} are read"
            );

        var text = new byte[claimed];
        RegularFile.ReadExactly(handle, path, prefix.Length, text);
        long start = prefix.Length + text.Length;
        SafetensorsHeader parsed = SafetensorsHeader.Parse(text, length - start);
        if (parsed.Metadata.Keys.Any(key => key.StartsWith(FileSeal.Prefix, StringComparison.Ordinal)))
            CheckSeal(path, handle, prefix, text, length);
        return new SafetensorsReader(path, handle, parsed, start);
    }

    static void CheckSeal(string path, SafeFileHandle handle, ReadOnlySpan<byte> prefix, byte[] text, long length)
    {
        string written =
            FileSeal.Take(text)
            ?? throw new FormatException(
                $"it has metadata of Surefoot without \"{FileSeal.Key}\" before them; it was changed after it "
                    + "was written"
            );
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(prefix);
        hash.AppendData(text);
        var chunk = new byte[1 << 16];
        for (long at = prefix.Length + text.Length; at < length; at += chunk.Length)
        {
            Span<byte> part = chunk.AsSpan(0, (int)Math.Min(chunk.Length, length - at));
            RegularFile.ReadExactly(handle, path, at, part);
            hash.AppendData(part);
        }
        string found = FileSeal.Text(hash);
        if (found != written)
            throw new FormatException(
                $"its content has the SHA-256 {found}, and {written} was written; it is damaged, so take an "
                    + "earlier copy"
            );
    }

    /// <summary>Copies a tensor's bytes.</summary>
    /// <param name="entry">A tensor of this file.</param>
    /// <param name="bytes">Where they go: exactly as many as the tensor has.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="ModelFileException">The file cannot be read.</exception>
    public void Read(TensorEntry entry, Span<byte> bytes)
    {
        if (bytes.Length != entry.Bytes)
            throw new ArgumentException(
                $"The tensor \"{entry.Name}\" has {entry.Bytes} bytes; there is room for {bytes.Length}.",
                nameof(bytes)
            );
        RegularFile.ReadExactly(file, name, dataStart + entry.Start, bytes);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => file.Dispose();
}
