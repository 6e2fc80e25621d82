namespace Surefoot.Training.Formats;

/// <summary>What the header of a safetensors file says of one tensor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What its bytes are.</param>
/// <param name="Shape">Its sizes, outermost first; none for a scalar.</param>
/// <param name="Start">The place of its first byte, counted from the end of the header.</param>
/// <param name="End">The place after its last byte.</param>
public sealed record TensorEntry(string Name, TensorType Type, IReadOnlyList<long> Shape, long Start, long End)
{
    /// <summary>How many bytes it has.</summary>
    public long Bytes => End - Start;

    /// <summary>The shape in brackets, for messages.</summary>
    public string ShapeText => $"[{string.Join(", ", Shape)}]";
}
