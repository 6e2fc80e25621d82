using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Surefoot.Training.Formats;

/// <summary>
/// Writes safetensors files, which Python's safetensors, PyTorch and others read. The same content gives the same
/// bytes: larger element types come first (so that each tensor is aligned), equals by name; metadata by name, after the
/// file's own SHA-256.
/// </summary>
public static class SafetensorsWriter
{
    /// <summary>Writes a file, whole or not at all.</summary>
    /// <param name="path">The file; one of that name is replaced.</param>
    /// <param name="tensors">The tensors, in any order.</param>
    /// <param name="metadata">Texts about the file.</param>
    /// <exception cref="ArgumentException">
    /// A name is there twice or is not allowed, a shape and its bytes differ, a text is not Unicode, or the header
    /// grows beyond 2 MiB.
    /// </exception>
    /// <exception cref="ModelFileException">The file cannot be written; what was there before is untouched.</exception>
    public static void Write(
        string path,
        IEnumerable<TensorToWrite> tensors,
        IReadOnlyDictionary<string, string> metadata
    ) => Write(path, tensors, metadata, check: null, Disk.Instance);

    /// <summary>
    /// The same; the temporary file is read back, by <paramref name="check"/>, before it takes its place.
    /// </summary>
    internal static void Write(
        string path,
        IEnumerable<TensorToWrite> tensors,
        IReadOnlyDictionary<string, string> metadata,
        Action<string>? check,
        IDisk disk
    )
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Model files are written on little-endian processors only.");
        List<TensorToWrite> sorted =
        [
            .. tensors
                .OrderByDescending(tensor => tensor.Type.Size())
                .ThenBy(tensor => tensor.Name, StringComparer.Ordinal),
        ];
        byte[] header = Header(sorted, metadata);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(length);
        hash.AppendData(header);
        foreach (TensorToWrite tensor in sorted)
            hash.AppendData(tensor.Bytes());
        FileSeal.Put(header, hash);

        byte[] start = [.. length, .. header];
        AtomicFile.Write(
            path,
            stream =>
            {
                stream.Write(start);
                foreach (TensorToWrite tensor in sorted)
                    stream.Write(tensor.Bytes());
            },
            check,
            disk
        );
    }

    static byte[] Header(List<TensorToWrite> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.ContainsKey(FileSeal.Key))
            throw new ArgumentException(
                $"The metadata hold \"{FileSeal.Key}\", which the writer adds itself.",
                nameof(metadata)
            );
        var entries = new List<TensorEntry>();
        long end = 0;
        try
        {
            foreach (TensorToWrite tensor in tensors)
            {
                long start = end,
                    bytes = SafetensorsHeader.Bytes(
                        SafetensorsHeader.CheckName(tensor.Name),
                        tensor.Type,
                        tensor.Shape
                    );
                if (tensor.Bytes().Length != bytes)
                    throw new FormatException(
                        $"the tensor \"{tensor.Name}\" has {tensor.Bytes().Length} bytes; its shape and type "
                            + $"make {bytes}"
                    );
                end = checked(start + bytes);
                entries.Add(new TensorEntry(tensor.Name, tensor.Type, tensor.Shape, start, end));
            }
            List<KeyValuePair<string, string>> texts =
            [
                new(FileSeal.Key, FileSeal.Blank),
                .. metadata.OrderBy(text => text.Key, StringComparer.Ordinal),
            ];
            byte[] header = SafetensorsHeader.Write(texts, entries);
            if (header.Length > SafetensorsHeader.MaxLength)
                throw new FormatException(
                    $"the header has {header.Length} bytes; at most {SafetensorsHeader.MaxLength} are read "
                        + "back, so put large texts into a tensor of bytes"
                );

            // What is written must be readable: the reader's own checks run over it, which catch a name that is there
            // twice.
            SafetensorsHeader readBack = SafetensorsHeader.Parse(header, end);
            foreach ((string key, string text) in texts)
            {
                if (readBack.Metadata.GetValueOrDefault(key) != text)
                    throw new FormatException($"the text \"{key}\" of the metadata is not Unicode");
            }
            return header;
        }
        catch (FormatException e)
        {
            throw new ArgumentException($"These tensors cannot be written: {e.Message}.", nameof(tensors), e);
        }
    }
}
