using System.Globalization;
using System.Runtime.InteropServices;
using Google.Protobuf;
using static Surefoot.Training.Exchange.Onnx.TensorProto.Types;

namespace Surefoot.Training.Exchange.Onnx;

/// <summary>
/// A graph while it is being put together: every value gets a name of its own, and every node is added behind those
/// that it needs.
/// </summary>
sealed class OnnxGraph
{
    const string Batch = "n",
        Learned = "ai.onnx.ml";

    readonly HashSet<string> names = new(StringComparer.Ordinal);

    /// <summary>The graph as the format has it.</summary>
    public GraphProto Proto { get; } = new() { Name = "surefoot" };

    /// <summary>Adds an input whose first size is that of the batch.</summary>
    /// <param name="name">Its name; one that is taken gets a number.</param>
    /// <param name="type">What its elements are.</param>
    /// <param name="note">What it expects, for people.</param>
    /// <param name="sizes">The sizes of one row; 0 for one that may be any.</param>
    public string Input(string name, Element type, string note, params ReadOnlySpan<int> sizes)
    {
        ValueProto input = Value(Fresh(name), type, sizes);
        input.DocString = note;
        Proto.Input.Add(input);
        return input.Name;
    }

    /// <summary>Makes a value an output whose first size is that of the batch.</summary>
    /// <param name="name">Its name; one that is taken gets a number.</param>
    /// <param name="value">The value.</param>
    /// <param name="type">What its elements are.</param>
    /// <param name="sizes">The sizes of one row.</param>
    public void Output(string name, string value, Element type, params ReadOnlySpan<int> sizes)
    {
        ValueProto output = Value(Fresh(name), type, sizes);
        Proto.Output.Add(output);
        Proto.Node.Add(
            new NodeProto
            {
                Name = output.Name,
                OpType = "Identity",
                Input = { value },
                Output = { output.Name },
            }
        );
    }

    /// <summary>Adds a node with one output.</summary>
    /// <param name="kind">What it computes.</param>
    /// <param name="inputs">What it computes it from.</param>
    /// <param name="attributes">Its settings.</param>
    /// <returns>The name of its output.</returns>
    public string Node(string kind, ReadOnlySpan<string> inputs, params ReadOnlySpan<AttributeProto> attributes) =>
        Node(kind, inputs, 1, attributes)[0];

    /// <summary>Adds a node with several outputs.</summary>
    /// <returns>The names of its outputs.</returns>
    public string[] Node(
        string kind,
        ReadOnlySpan<string> inputs,
        int outputs,
        params ReadOnlySpan<AttributeProto> attributes
    )
    {
        var results = new string[outputs];
        for (int i = 0; i < outputs; i++)
            results[i] = Fresh(kind);
        var node = new NodeProto
        {
            Name = results[0],
            OpType = kind,
            Output = { results },
        };
        if (kind is "OneHotEncoder" or "LabelEncoder")
            node.Domain = Learned;
        foreach (string input in inputs)
            node.Input.Add(input);
        foreach (AttributeProto attribute in attributes)
            node.Attribute.Add(attribute);
        Proto.Node.Add(node);
        return results;
    }

    /// <summary>Adds numbers that the file holds.</summary>
    /// <param name="name">Their name; one that is taken gets a number.</param>
    /// <param name="values">The numbers, row-major; not copied where they are an array.</param>
    /// <param name="sizes">The sizes.</param>
    public string Constant(string name, float[] values, params ReadOnlySpan<int> sizes) =>
        Constant(name, Element.Float, MemoryMarshal.AsBytes(values.AsSpan()), sizes);

    /// <summary>The same in double.</summary>
    public string Constant(string name, double[] values, params ReadOnlySpan<int> sizes) =>
        Constant(name, Element.Double, MemoryMarshal.AsBytes(values.AsSpan()), sizes);

    /// <summary>The same of whole numbers.</summary>
    public string Constant(string name, long[] values, params ReadOnlySpan<int> sizes) =>
        Constant(name, Element.Int64, MemoryMarshal.AsBytes(values.AsSpan()), sizes);

    /// <summary>Adds texts that the file holds.</summary>
    public string Constant(string name, IReadOnlyList<string> texts)
    {
        var tensor = new TensorProto
        {
            Name = Fresh(name),
            DataType = Element.String,
            Dims = { texts.Count },
            StringData = { texts.Select(ByteString.CopyFromUtf8) },
        };
        Proto.Initializer.Add(tensor);
        return tensor.Name;
    }

    string Constant(string name, Element type, ReadOnlySpan<byte> bytes, ReadOnlySpan<int> sizes)
    {
        var tensor = new TensorProto
        {
            Name = Fresh(name),
            DataType = type,
            RawData = ByteString.CopyFrom(bytes),
        };
        foreach (int size in sizes)
            tensor.Dims.Add(size);
        Proto.Initializer.Add(tensor);
        return tensor.Name;
    }

    static ValueProto Value(string name, Element type, ReadOnlySpan<int> sizes)
    {
        var shape = new ShapeProto { Dim = { new ShapeProto.Types.Size { DimParam = Batch } } };
        for (int i = 0; i < sizes.Length; i++)
            shape.Dim.Add(
                sizes[i] > 0
                    ? new ShapeProto.Types.Size { DimValue = sizes[i] }
                    : new ShapeProto.Types.Size { DimParam = "any" + (i + 1).ToString(CultureInfo.InvariantCulture) }
            );
        return new ValueProto
        {
            Name = name,
            Type = new TypeProto
            {
                TensorType = new TypeProto.Types.Tensor { ElemType = type, Shape = shape },
            },
        };
    }

    // An empty name stands for an input that is left out.
    string Fresh(string name)
    {
        string stem = name.Length == 0 ? "unnamed" : name,
            fresh = stem;
        for (int number = 2; !names.Add(fresh); number++)
            fresh = $"{stem}_{number.ToString(CultureInfo.InvariantCulture)}";
        return fresh;
    }
}
