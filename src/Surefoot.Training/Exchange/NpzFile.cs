using System.IO.Compression;
using System.Text;
using Surefoot.Training.Formats;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;

namespace Surefoot.Training.Exchange;

/// <summary>
/// Writes weights as an .npz archive, which <c>numpy.load</c> reads: each under its name, with the shape and the bytes
/// that it has in model.safetensors.
/// </summary>
public static class NpzFile
{
    // The oldest moment that a ZIP archive can hold, so that the same weights give the same bytes.
    static readonly DateTimeOffset NoMoment = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes the weights of a network, and what its layers keep beside them, whole or not at all.</summary>
    /// <param name="path">The file; one of that name is replaced.</param>
    /// <param name="network">The network.</param>
    /// <exception cref="ModelFileException">The file cannot be written.</exception>
    public static void Write(string path, Network<float> network)
    {
        ArgumentNullException.ThrowIfNull(network);
        AtomicFile.Write(
            path,
            stream =>
            {
                // Weights hardly shrink.
                using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
                foreach (TensorToWrite tensor in ModelFile.Tensors(network))
                {
                    ZipArchiveEntry entry = zip.CreateEntry(tensor.Name + ".npy", CompressionLevel.NoCompression);
                    entry.LastWriteTime = NoMoment;
                    using Stream array = entry.Open();
                    array.Write(Header(tensor.Shape));
                    array.Write(tensor.Bytes());
                }
            }
        );
    }

    // Version 1.0 of the format: the data begin at a multiple of 64 bytes.
    static byte[] Header(IReadOnlyList<long> shape)
    {
        const int Fixed = 10,
            Alignment = 64;
        string text =
            "{'descr': '<f4', 'fortran_order': False, 'shape': "
            + $"({string.Join(", ", shape)}{(shape.Count == 1 ? "," : "")}), }}";
        int length = ((Fixed + text.Length + 1 + Alignment - 1) / Alignment * Alignment) - Fixed;
        return
        [
            0x93,
            .. "NUMPY"u8,
            1,
            0,
            (byte)length,
            (byte)(length >> 8),
            .. Encoding.ASCII.GetBytes(text.PadRight(length - 1)),
            (byte)'\n',
        ];
    }
}
