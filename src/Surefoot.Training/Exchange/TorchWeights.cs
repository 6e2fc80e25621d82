using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Surefoot.Training.Formats;
using Surefoot.Training.Models;

namespace Surefoot.Training.Exchange;

/// <summary>
/// Weights in the names and the layout of PyTorch, in safetensors files: what
/// <c>safetensors.torch.save_file(model.state_dict(), …)</c> wrote is read into a network of the same layers, and what
/// is written here goes into <c>load_state_dict</c> there.
/// </summary>
public static class TorchWeights
{
    const string Counted = ".num_batches_tracked";

    /// <summary>Writes the weights of a network, whole or not at all.</summary>
    /// <param name="path">The file; one of that name is replaced.</param>
    /// <param name="network">The network.</param>
    /// <param name="names">
    /// What a layer is called in PyTorch, by its name here ("dense1" to "fc1"); its own name where it is not there.
    /// </param>
    /// <exception cref="ModelFileException">The file cannot be written.</exception>
    public static void Save(string path, Network<float> network, IReadOnlyDictionary<string, string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        foreach (var table in network.Tables)
            table.Flush();
        TensorToWrite[] tensors =
        [
            .. TorchLayout
                .Of(network, Checked(network, names))
                .Select(tensor =>
                {
                    float[] values = tensor.Given();
                    return new TensorToWrite(
                        tensor.Name,
                        TensorType.F32,
                        tensor.Shape,
                        () => MemoryMarshal.AsBytes(values.AsSpan())
                    );
                }),
        ];
        SafetensorsWriter.Write(path, tensors, new Dictionary<string, string> { ["format"] = "pt" });
    }

    /// <summary>
    /// Reads weights into a network: every parameter, by its name and with the very shape that it has in PyTorch, or
    /// nothing at all. Numbers of 16 and of 64 bits are brought to 32. The two biases of an LSTM are added; what a
    /// batch normalisation counts ("num_batches_tracked") is passed over.
    /// </summary>
    /// <param name="network">The network; optimizers of its tables should be new.</param>
    /// <param name="path">A safetensors file of any program's.</param>
    /// <param name="names">
    /// What a layer is called in the file, by its name here ("dense1" to "fc1"); its own name where it is not there.
    /// </param>
    /// <exception cref="ModelFileException">
    /// The file cannot be read, lacks a parameter, holds one that the network has not, one of another shape or type, or
    /// a number that is not finite; the network is as it was.
    /// </exception>
    /// <exception cref="ArgumentException"><paramref name="names"/> names a layer that the network has not.</exception>
    public static void Load(Network<float> network, string path, IReadOnlyDictionary<string, string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        IReadOnlyList<TorchTensor> tensors = TorchLayout.Of(network, Checked(network, names));
        using SafetensorsReader file = SafetensorsReader.Open(path);
        TensorEntry[] entries = [.. tensors.Select(tensor => Entry(path, file, tensor))];
        HashSet<string> read = [.. entries.Select(entry => entry.Name)];
        if (
            file.Tensors.FirstOrDefault(entry =>
                !entry.Name.EndsWith(Counted, StringComparison.Ordinal) && !read.Contains(entry.Name)
            ) is
            { } stranger
        )
            throw new ModelFileException(
                $"{path} holds the tensor \"{stranger.Name}\", which is no parameter of the network. Take "
                    + "another network, or say which layer it is."
            );
        // Everything is read before anything is changed.
        float[][] values = Array.ConvertAll(entries, entry => Read(file, entry));
        for (int i = 0; i < values.Length; i++)
            RefuseNonFinite(path, entries[i], values[i]);
        foreach ((TorchTensor tensor, float[] numbers) in tensors.Zip(values))
            tensor.Take(numbers);
    }

    static TensorEntry Entry(string path, SafetensorsReader file, TorchTensor tensor)
    {
        TensorEntry entry =
            file.Find(tensor.Name)
            ?? throw new ModelFileException(
                $"{path} lacks the tensor \"{tensor.Name}\" of shape [{string.Join(", ", tensor.Shape)}]; it "
                    + $"holds {Some(file.Tensors)}. Say what the network's layers are called there."
            );
        if (entry.Type is not (TensorType.F32 or TensorType.F64 or TensorType.F16 or TensorType.BF16))
            throw new ModelFileException(
                $"{path} holds \"{entry.Name}\" as {entry.Type.FileName()}; floating-point numbers of 16, 32 "
                    + "or 64 bits are read. Convert it there, with .float()."
            );
        return entry.Shape.SequenceEqual(tensor.Shape)
            ? entry
            : throw new ModelFileException(
                $"{path} holds \"{entry.Name}\" as {entry.ShapeText}; the network needs "
                    + $"[{string.Join(", ", tensor.Shape)}]."
            );
    }

    static string Some(IReadOnlyList<TensorEntry> entries) =>
        entries.Count == 0
            ? "none"
            : string.Join(
                ", ",
                entries
                    .Take(4)
                    .Select(entry => $"\"{(entry.Name.Length <= 60 ? entry.Name : entry.Name[..60] + "…")}\"")
            ) + (entries.Count > 4 ? $" and {entries.Count - 4} others" : "");

    static float[] Read(SafetensorsReader file, TensorEntry entry)
    {
        var bytes = new byte[entry.Bytes];
        file.Read(entry, bytes);
        var numbers = new float[bytes.Length / entry.Type.Size()];
        switch (entry.Type)
        {
            case TensorType.F64:
                TensorPrimitives.ConvertTruncating<double, float>(MemoryMarshal.Cast<byte, double>(bytes), numbers);
                break;
            case TensorType.F16:
                TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(bytes), numbers);
                break;
            case TensorType.BF16:
                // A bfloat16 is the upper half of a float.
                for (int i = 0; i < numbers.Length; i++)
                    numbers[i] = BitConverter.Int32BitsToSingle(
                        BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(2 * i)) << 16
                    );
                break;
            default:
                bytes.CopyTo(MemoryMarshal.AsBytes(numbers.AsSpan()));
                break;
        }
        return numbers;
    }

    // A network that begins so ends at its first step, and its learning rate would be blamed.
    static void RefuseNonFinite(string path, TensorEntry entry, float[] numbers)
    {
        int index = Array.FindIndex(numbers, number => !float.IsFinite(number));
        if (index >= 0)
        {
            throw new ModelFileException(
                $"{path} holds \"{entry.Name}\" with "
                    + (
                        float.IsNaN(numbers[index]) ? "NaN"
                        : entry.Type == TensorType.F64 ? "a number beyond those of 32 bits, or infinity,"
                        : "infinity"
                    )
                    + $" "
                    + $"at index {index}; weights must be finite numbers. Take those of an earlier moment."
            );
        }
    }

    static IReadOnlyDictionary<string, string> Checked(
        Network<float> network,
        IReadOnlyDictionary<string, string>? names
    )
    {
        if (names is null)
            return new Dictionary<string, string>();
        string[] layers = [.. Named(network.Root).Distinct(StringComparer.Ordinal)];
        string? unknown = names.Keys.FirstOrDefault(name => !layers.Contains(name, StringComparer.Ordinal));
        return unknown is null
            ? names
            : throw new ArgumentException(
                $"The network has no layer \"{unknown}\"; it has {string.Join(", ", layers)}.",
                nameof(names)
            );
    }

    // The layers that hold something.
    static IEnumerable<string> Named(Layers.Layer<float> layer) =>
        (
            layer.Children.Count == 0 && (layer.Parameters.Any() || layer.Tables.Any())
                ? [layer.Name]
                : Enumerable.Empty<string>()
        ).Concat(layer.Children.SelectMany(Named));
}
